package dev.packetwalk.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.KeptWalks;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.Token;
import dev.packetwalk.sandbox.Claim;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.AccessTable.Line;
import dev.packetwalk.web.AccessTable.Route;
import dev.packetwalk.web.people.TestPeople;
import dev.packetwalk.web.terminal.SignedIn;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every route of the server, tried as every kind of visitor and with another's ids: see {@link AccessTable#FILE}. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class AccessTest {
    private static final ExerciseKey FIREWALL = new ExerciseKey("iptables-following-a-packet", "minimal-firewall");

    /** What stands for parameters that name nothing of anybody's. */
    private static final Map<String, String> PUBLIC = Map.of(
            "lesson", FIREWALL.lesson(),
            "exercise", FIREWALL.exercise(),
            "check", "loopback-in",
            "card", "chain-for-this-host",
            "section", "mission",
            "terminal", "t1",
            "token", Token.random().value(),
            "person", UUID.randomUUID().toString(),
            "invitation", UUID.randomUUID().toString());

    private final AccessTable table = AccessTable.read();

    @Inject
    BeanManager beans;

    @Inject
    Learners learners;

    @Inject
    Sessions sessions;

    @Inject
    Sandboxes sandboxes;

    @Inject
    Lessons lessons;

    @Inject
    KeptWalks walks;

    @Inject
    TestPeople people;

    @TestHTTPResource("/")
    URI home = URI.create("http://localhost/");

    /** Makes something that belongs to a learner, and returns its id. Add a line for each new parameter that a line calls {@code own}. */
    private final Map<String, Function<UUID, String>> owned =
            Map.of("session", this::sessionOf, "sandbox", this::sandboxOf, "id", this::walkOf);

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
                        .filter(p -> line.own().filter(p::equals).isPresent()
                                ? !owned.containsKey(p)
                                : !PUBLIC.containsKey(p)))
                .distinct()
                .toList();
        assertThat(unknown)
                .as(
                        "parameters of which AccessTest has no example: add them to PUBLIC, or to owned if their line says so")
                .isEmpty();
    }

    @Test
    void who_may_not_is_told_so_and_who_may_is_let_in() {
        List<String> wrong = new ArrayList<>();
        ServerRoutes.of(beans)
                .forEach((route, consumes) -> table.of(route).ifPresent(line -> {
                    for (Caller who : Caller.values()) {
                        int status = ask(
                                line.route(),
                                consumes,
                                who == Caller.STRANGER ? null : people.as(who.role()),
                                Map.of());
                        int expected = line.admits(who.roles()) ? 0 : who == Caller.STRANGER ? 401 : 403;
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
    void what_belongs_to_one_learner_is_not_there_for_anybody_else() {
        List<String> wrong = new ArrayList<>();
        ServerRoutes.of(beans)
                .forEach((route, consumes) -> table.of(route)
                        .filter(line -> line.own().isPresent())
                        .ifPresent(line -> {
                            String parameter = line.own().orElseThrow();
                            SignedIn owner = SignedIn.as("Owner", learners);
                            Map<String, String> theirs = Map.of(parameter, made(parameter, owner.learner()));
                            for (Caller who : Caller.values()) {
                                int status = ask(
                                        route, consumes, who == Caller.STRANGER ? null : people.as(who.role()), theirs);
                                int expected = who == Caller.STRANGER ? 401 : line.admits(who.roles()) ? 404 : 403;
                                if (status != expected) {
                                    wrong.add("%s as another %s: %d instead of %d"
                                            .formatted(route, who, status, expected));
                                }
                            }
                            int status = ask(route, consumes, owner.token(), theirs);
                            if (status == 404 || status == 401 || status == 403 || status >= 500) {
                                wrong.add("%s as its owner: %d".formatted(route, status));
                            }
                            release(owner.learner());
                        }));
        assertThat(wrong).isEmpty();
    }

    private int ask(Route route, String consumes, @Nullable String session, Map<String, String> ids) {
        String path = route.path();
        for (String parameter : route.parameters()) {
            String value = ids.containsKey(parameter)
                    ? ids.get(parameter)
                    : PUBLIC.getOrDefault(parameter, "01234567-89ab-cdef-0123-456789abcdef");
            path = path.replace("{" + parameter + "}", value);
        }
        return route.isSocket() ? openSocket(path, session) : send(route.method(), path, consumes, session);
    }

    private int send(String method, String path, String consumes, @Nullable String session) {
        Response page = given().header("Accept", "text/html").get("/sign-in");
        String csrf = page.cookie("packetwalk_csrf");
        boolean json = consumes.startsWith("application/json");
        RequestSpecification request = given().redirects()
                .follow(false)
                .cookie("packetwalk_csrf", csrf)
                .header("X-CSRF-TOKEN", csrf)
                .header("Accept", "*/*");
        if (session != null) {
            request.cookie(SessionCookie.NAME, session);
        }
        if (!method.equals("GET")) {
            request.contentType(json ? "application/json" : "application/x-www-form-urlencoded")
                    .body(json ? "{}" : "x=1");
        }
        return request.request(method, path).statusCode();
    }

    private int openSocket(String path, @Nullable String session) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Origin", "http://" + home.getAuthority());
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

    private String made(String parameter, UUID owner) {
        Function<UUID, String> maker = owned.get(parameter);
        return maker == null ? fail("nothing makes a " + parameter + " of somebody's") : maker.apply(owner);
    }

    private String sessionOf(UUID learner) {
        Token another = sessions.open(learner);
        return sessions.of(learner, another).getFirst().id().toString();
    }

    private String walkOf(UUID learner) {
        return walks.keep(learner, SandboxId.random(), "{}").orElseThrow();
    }

    private String sandboxOf(UUID learner) {
        Exercise exercise = lessons.exercise(FIREWALL.lesson(), FIREWALL.exercise(), learner);
        return switch (sandboxes.claim(
                learner,
                Lessons.sandboxName(FIREWALL, exercise),
                exercise.sandbox().topology())) {
            case Claim.Granted granted -> granted.lease().id().toString();
            case Claim other -> fail("no sandbox: " + other);
        };
    }

    private void release(UUID learner) {
        Exercise exercise = lessons.exercise(FIREWALL.lesson(), FIREWALL.exercise(), learner);
        sandboxes
                .lease(learner, Lessons.sandboxName(FIREWALL, exercise))
                .ifPresent(lease -> sandboxes.release(lease.id()));
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
