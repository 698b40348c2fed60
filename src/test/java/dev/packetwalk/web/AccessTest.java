package dev.packetwalk.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Token;
import dev.packetwalk.web.AccessTable.Line;
import dev.packetwalk.web.AccessTable.Route;
import dev.packetwalk.web.people.TestPeople;
import dev.packetwalk.web.terminal.TestSocket;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every route of the server, tried as every kind of visitor and with another's ids: see {@link AccessTable#FILE}. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class AccessTest {
    /** What stands for parameters that name nothing of anybody's. */
    private static final Map<String, String> PUBLIC = Map.ofEntries(
            Map.entry("lesson", Belongings.FIREWALL.lesson()),
            Map.entry("exercise", Belongings.FIREWALL.exercise()),
            Map.entry("check", "loopback-in"),
            Map.entry("card", "chain-for-this-host"),
            Map.entry("section", "mission"),
            Map.entry("terminal", "t1"),
            Map.entry("token", Token.random().value()),
            Map.entry("code", "NOBODYS"),
            Map.entry("class", UUID.randomUUID().toString()),
            Map.entry("person", UUID.randomUUID().toString()),
            Map.entry("invitation", UUID.randomUUID().toString()),
            Map.entry("problem", "not-found"),
            Map.entry("delivery", UUID.randomUUID().toString()));

    private static final List<String> OTHER_SITES =
            List.of("https://evil.example", "http://localhost.evil.example", "null", "");

    private final AccessTable table = AccessTable.read();

    @Inject
    BeanManager beans;

    @Inject
    Belongings belongings;

    @Inject
    TestPeople people;

    @TestHTTPResource("/")
    URI home = URI.create("http://localhost/");

    @Test
    void every_route_is_in_the_table_and_the_table_has_no_other() {
        SortedMap<Route, String> routes = ServerRoutes.of(beans);
        List<String> missing = routes.keySet().stream()
                .filter(route -> table.of(route).isEmpty())
                .map(route -> "%-7s %s   WHO".formatted(route.method(), route.path()))
                .toList();
        assertThat(missing)
                .as("routes without a line. Add to %s, with WHO may instead of WHO:", AccessTable.FILE)
                .isEmpty();
        assertThat(table.lines().stream().map(Line::route))
                .as("lines of %s: each only once, and only for routes that there are", AccessTable.FILE)
                .doesNotHaveDuplicates()
                .isSubsetOf(routes.keySet());
        assertThat(routes).as("the routes that were found").hasSizeGreaterThan(40);
    }

    @Test
    void every_parameter_is_somebodys_or_nobodys() {
        List<String> unknown = table.lines().stream()
                .flatMap(line -> line.route().parameters().stream()
                        .filter(p -> line.own().contains(p) ? !belongings.knows(p) : !PUBLIC.containsKey(p)))
                .distinct()
                .toList();
        assertThat(unknown)
                .as(
                        "parameters of which AccessTest has no example: add them to PUBLIC, or to Belongings if their line says so")
                .isEmpty();
    }

    @Test
    void who_may_not_is_told_so_and_who_may_is_let_in() {
        List<String> wrong = new ArrayList<>();
        ServerRoutes.of(beans)
                .forEach((route, consumes) -> table.of(route).ifPresent(line -> {
                    for (Caller who : Caller.values()) {
                        int status = ask(line.route(), consumes, comesWith(who, line.route()), Map.of());
                        int expected = !who.isKnownTo(line.route()) && !line.isForEverybody()
                                ? 401
                                : line.admits(who.roles()) ? 0 : 403;
                        boolean right =
                                expected == 0 ? status != 401 && status != 403 && status < 500 : status == expected;
                        if (!right) {
                            wrong.add("%s as %s: %d instead of %s"
                                    .formatted(route, who, status, expected == 0 ? "being let in" : expected));
                        }
                    }
                }));
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_belongs_to_somebody_is_not_there_for_anybody_else() {
        List<String> wrong = new ArrayList<>();
        theOwned((line, consumes) -> {
            Belongings.Owner owner = belongings.owner(line);
            Map<String, String> theirs = belongings.made(line, owner);
            for (Caller who : Caller.values()) {
                int status = ask(line.route(), consumes, comesWith(who, line.route()), theirs);
                int expected = !who.isKnownTo(line.route()) ? 401 : line.admits(who.roles()) ? 404 : 403;
                if (status != expected) {
                    wrong.add("%s as another %s: %d instead of %d".formatted(line.route(), who, status, expected));
                }
            }
            int status = ask(line.route(), consumes, owner.session(), theirs);
            if (status == 404 || status == 401 || status == 403 || status >= 500) {
                wrong.add("%s as its owner: %d".formatted(line.route(), status));
            }
            belongings.release(owner);
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_belongs_to_one_thing_of_somebodys_is_not_found_through_another_of_theirs() {
        List<String> wrong = new ArrayList<>();
        theOwned((line, consumes) -> {
            Belongings.Owner owner = belongings.owner(line);
            Map<String, String> one = belongings.made(line, owner);
            Map<String, String> another = belongings.made(line, owner);
            for (String parameter : line.own().subList(1, line.own().size())) {
                Map<String, String> mixed = new HashMap<>(one);
                mixed.put(parameter, another.get(parameter));
                int status = ask(line.route(), consumes, owner.session(), mixed);
                if (status != 404) {
                    wrong.add("%s with a %s of another %s: %d instead of 404"
                            .formatted(line.route(), parameter, line.own().getFirst(), status));
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_socket_opens_for_no_page_of_another_site_not_even_for_its_owner() {
        List<String> wrong = new ArrayList<>();
        List<Line> sockets =
                table.lines().stream().filter(line -> line.route().isSocket()).toList();
        sockets.forEach(line -> {
            Belongings.Owner owner = belongings.owner(line);
            String path = path(line.route(), belongings.made(line, owner));
            for (String origin : OTHER_SITES) {
                int status = openSocket(path, owner.session(), origin);
                if (status != 403) {
                    wrong.add("%s from \"%s\": %d instead of 403".formatted(line.route(), origin, status));
                }
            }
            belongings.release(owner);
        });
        assertThat(sockets).as("the sockets that were tried").hasSizeGreaterThan(5);
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_changes_something_is_refused_to_a_page_of_another_site() {
        List<String> wrong = new ArrayList<>();
        ServerRoutes.of(beans).forEach((route, consumes) -> {
            if (route.isSocket() || route.method().equals("GET")) {
                return;
            }
            for (String origin : List.of("https://evil.example", "null")) {
                int status = form(consumes, people.as(Role.ADMINISTRATOR))
                        .header("Origin", origin)
                        .request(route.method(), path(route, Map.of()))
                        .statusCode();
                if (status != 403) {
                    wrong.add("%s from \"%s\": %d instead of 403".formatted(route, origin, status));
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_form_without_its_token_changes_nothing() {
        List<String> wrong = new ArrayList<>();
        ServerRoutes.of(beans).forEach((route, consumes) -> {
            if (!consumes.startsWith("application/x-www-form-urlencoded")) {
                return;
            }
            int status = given().redirects()
                    .follow(false)
                    .cookie(SessionCookie.NAME, people.as(Role.ADMINISTRATOR))
                    .contentType("application/x-www-form-urlencoded")
                    .body("x=1")
                    .request(route.method(), path(route, Map.of()))
                    .statusCode();
            if (status != 400) {
                wrong.add("%s without a token: %d instead of 400".formatted(route, status));
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** Does something with each line about what belongs to somebody, and with the media type of the route's form. */
    private void theOwned(BiConsumer<Line, String> each) {
        ServerRoutes.of(beans)
                .forEach((route, consumes) -> table.of(route)
                        .filter(line -> !line.own().isEmpty())
                        .ifPresent(line -> each.accept(line, consumes)));
    }

    /** A session, or a token for the API; nothing for a stranger. */
    private @Nullable String comesWith(Caller who, Route route) {
        if (who == Caller.STRANGER) {
            return null;
        }
        return route.isApi() && who.role() != null ? people.tokenOf(people.the(who.role())) : people.as(who.role());
    }

    private int ask(Route route, String consumes, @Nullable String session, Map<String, String> ids) {
        String path = path(route, ids);
        return route.isSocket()
                ? openSocket(path, session, "http://" + home.getAuthority())
                : send(route.method(), path, consumes, session);
    }

    private static String path(Route route, Map<String, String> ids) {
        String path = route.path();
        for (String parameter : route.parameters()) {
            String value = ids.containsKey(parameter)
                    ? ids.get(parameter)
                    : PUBLIC.getOrDefault(parameter, "01234567-89ab-cdef-0123-456789abcdef");
            path = path.replace("{" + parameter + "}", value);
        }
        return path;
    }

    private int send(String method, String path, String consumes, @Nullable String session) {
        RequestSpecification request = method.equals("GET") ? read(session) : form(consumes, session);
        return request.request(method, path).statusCode();
    }

    private RequestSpecification form(String consumes, @Nullable String session) {
        boolean json = consumes.startsWith("application/json");
        if (consumes.startsWith("multipart/")) {
            return read(session).multiPart("x", "1");
        }
        return read(session)
                .contentType(json ? "application/json" : "application/x-www-form-urlencoded")
                .body(json ? "{}" : "x=1");
    }

    private RequestSpecification read(@Nullable String session) {
        Response page = given().header("Accept", "text/html").get("/sign-in");
        String csrf = page.cookie("packetwalk_csrf");
        RequestSpecification request = given().redirects()
                .follow(false)
                .cookie("packetwalk_csrf", csrf)
                .header("X-CSRF-TOKEN", csrf)
                .header("Accept", "*/*");
        if (session == null) {
            return request;
        }
        return session.startsWith("pw_")
                ? request.header("Authorization", "Bearer " + session)
                : request.cookie(SessionCookie.NAME, session);
    }

    /** @param origin empty for a program that says nothing about it */
    private int openSocket(String path, @Nullable String session, String origin) {
        Map<String, String> headers = new HashMap<>();
        if (!origin.isEmpty()) {
            headers.put("Origin", origin);
        }
        if (session != null) {
            headers.put("Cookie", SessionCookie.NAME + "=" + session);
        }
        return switch (TestSocket.open(URI.create("ws://" + home.getAuthority() + path), headers)) {
            case TestSocket.Opening.Open(TestSocket socket) -> {
                socket.close();
                yield 101;
            }
            case TestSocket.Opening.Refused(int status) -> status;
        };
    }

    /** Who comes. */
    private enum Caller {
        STRANGER(null),
        GUEST(null),
        LEARNER(Role.LEARNER),
        GRADER(Role.GRADER),
        INSTRUCTOR(Role.INSTRUCTOR),
        ADMINISTRATOR(Role.ADMINISTRATOR);

        private final @Nullable Role role;

        Caller(@Nullable Role role) {
            this.role = role;
        }

        @Nullable
        Role role() {
            return role;
        }

        /** A guest has no account, so no token: to the API they are known by their session, which reads only. */
        boolean isKnownTo(Route route) {
            return switch (this) {
                case STRANGER -> false;
                case GUEST -> !route.isApi() || route.method().equals("GET");
                case LEARNER, GRADER, INSTRUCTOR, ADMINISTRATOR -> true;
            };
        }

        Set<String> roles() {
            return switch (this) {
                case STRANGER -> Set.of();
                case GUEST, LEARNER -> Set.of(Roles.LEARNER);
                case GRADER -> Set.of(Roles.LEARNER, Roles.GRADER);
                case INSTRUCTOR -> Set.of(Roles.LEARNER, Roles.INSTRUCTOR);
                case ADMINISTRATOR -> Set.of(Roles.LEARNER, Roles.INSTRUCTOR, Roles.ADMINISTRATOR);
            };
        }
    }
}
