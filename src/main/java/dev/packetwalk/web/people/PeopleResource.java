package dev.packetwalk.web.people;

import dev.packetwalk.progress.Account;
import dev.packetwalk.progress.OneTimeLinks;
import dev.packetwalk.progress.People;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Token;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.PeopleWords;
import dev.packetwalk.web.words.Texts;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Everybody with an account, for the administrator. */
@Path("/admin/people")
@RolesAllowed(Roles.ADMINISTRATOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class PeopleResource {
    private static final int ON_A_PAGE = 50;
    private static final int LAST_PAGE = 10_000;
    private static final int LONGEST_TEXT = 100;

    private final People people;
    private final OneTimeLinks links;
    private final CurrentLearner administrator;
    private final CurrentLanguage language;

    PeopleResource(People people, OneTimeLinks links, CurrentLearner administrator, CurrentLanguage language) {
        this.people = people;
        this.links = links;
        this.administrator = administrator;
        this.language = language;
    }

    @GET
    public TemplateInstance list(
            @RestQuery @Nullable String text, @RestQuery @Nullable String role, @RestQuery @Nullable String page) {
        String wanted = cut(text);
        Role only = role == null || role.isEmpty() ? null : role(role);
        int number = number(page);
        List<Account> found = people.list(wanted, only, (number - 1) * ON_A_PAGE, ON_A_PAGE + 1);
        List<Person> shown = found.stream().limit(ON_A_PAGE).map(Person::of).toList();
        return new Everybody(
                administrator.visitor(),
                shown,
                links.invitations().stream().map(Invited::of).toList(),
                roles(),
                wanted,
                only == null ? "" : only.word(),
                number > 1 ? address(wanted, only, number - 1) : null,
                found.size() > ON_A_PAGE ? address(wanted, only, number + 1) : null);
    }

    private static String address(String text, @Nullable Role role, int page) {
        return UriBuilder.fromPath("/admin/people")
                .queryParam("text", "{text}")
                .queryParam("role", role == null ? "" : role.word())
                .queryParam("page", page)
                .buildFromMap(Map.of("text", text))
                .toString();
    }

    @POST
    @Path("/invitations")
    public TemplateInstance invite(
            @RestForm @Nullable String role, @RestForm @Nullable String note, @Context UriInfo uri) {
        Role offered = role(role == null ? "" : role);
        Token token = links.invite(administrator.get().id(), offered, cut(note));
        PeopleWords words = language.texts(PeopleWords.class);
        String whom = note == null || note.isBlank() ? words.invitationFor() : Texts.isolated(cut(note));
        return new Link(administrator.visitor(), words.invitation(), words.invitationLead(whom), address(uri, token));
    }

    @POST
    @Path("/invitations/{invitation}/withdraw")
    public Response withdraw(@RestPath String invitation) {
        if (!links.withdraw(administrator.get().id(), id(invitation))) {
            throw new NotFoundException();
        }
        return Response.seeOther(URI.create("/admin/people")).build();
    }

    @GET
    @Path("/{person}")
    public TemplateInstance show(@RestPath String person) {
        Person shown = Person.of(people.find(id(person)).orElseThrow(NotFoundException::new));
        boolean own = shown.id().equals(administrator.get().id());
        return new One(administrator.visitor(), shown, roles(), own);
    }

    @POST
    @Path("/{person}/role")
    public Response changeRole(@RestPath String person, @RestForm @Nullable String role) {
        UUID id = id(person);
        return answer(id, people.changeRole(administrator.get().id(), id, role(role == null ? "" : role)));
    }

    @POST
    @Path("/{person}/deactivate")
    public Response deactivate(@RestPath String person) {
        UUID id = id(person);
        return answer(id, people.deactivate(administrator.get().id(), id));
    }

    @POST
    @Path("/{person}/reactivate")
    public Response reactivate(@RestPath String person) {
        UUID id = id(person);
        return answer(id, people.reactivate(administrator.get().id(), id));
    }

    @POST
    @Path("/{person}/sign-out")
    public Response signOut(@RestPath String person) {
        UUID id = id(person);
        return answer(id, people.signOutEverywhere(administrator.get().id(), id));
    }

    @POST
    @Path("/{person}/password-link")
    public TemplateInstance passwordLink(@RestPath String person, @Context UriInfo uri) {
        UUID id = id(person);
        Account account = people.find(id).orElseThrow(NotFoundException::new);
        Token token = links.forPassword(administrator.get().id(), id).orElseThrow(NotFoundException::new);
        PeopleWords words = language.texts(PeopleWords.class);
        String lead = words.passwordLinkLead(Texts.isolated(account.name()));
        return new Link(administrator.visitor(), words.passwordLink(), lead, address(uri, token));
    }

    private static String address(UriInfo uri, Token token) {
        return uri.getBaseUriBuilder().path("links").path(token.value()).build().toString();
    }

    private static Response answer(UUID id, People.Change change) {
        return switch (change) {
            case DONE, OWN_ACCOUNT ->
                Response.seeOther(URI.create("/admin/people/" + id)).build();
            case NO_SUCH_ACCOUNT -> throw new NotFoundException();
            case NOT_ALLOWED -> throw new io.quarkus.security.ForbiddenException();
        };
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(e);
        }
    }

    private static Role role(String word) {
        try {
            return Role.of(word);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e);
        }
    }

    private static int number(@Nullable String page) {
        try {
            return page == null ? 1 : Math.clamp(Integer.parseInt(page), 1, LAST_PAGE);
        } catch (NumberFormatException _) {
            return 1;
        }
    }

    private static String cut(@Nullable String text) {
        String kept = text == null ? "" : text.strip();
        return kept.length() <= LONGEST_TEXT ? kept : kept.substring(0, LONGEST_TEXT);
    }

    private static List<String> roles() {
        return Arrays.stream(Role.values()).map(Role::word).toList();
    }

    /**
     * The list.
     *
     * @param before where the page before is; {@code null} on the first
     * @param after where the next page is; {@code null} on the last
     */
    record Everybody(
            Visitor visitor,
            List<Person> everybody,
            List<Invited> invitations,
            List<String> roles,
            String text,
            String role,
            @Nullable String before,
            @Nullable String after)
            implements TemplateInstance {}

    /** One person. */
    record One(Visitor visitor, Person person, List<String> roles, boolean own) implements TemplateInstance {}

    /** A link, shown this once. */
    record Link(Visitor visitor, String what, String lead, String address) implements TemplateInstance {}

    /** A person as shown; name and login are hostile text. */
    record Person(
            UUID id,
            String name,
            @Nullable String login,
            @Nullable String issuer,
            String role,
            boolean active,
            Instant madeAt,
            @Nullable Instant seenAt) {
        static Person of(Account account) {
            return new Person(
                    account.id(),
                    account.name(),
                    account.login(),
                    account.issuer(),
                    account.role().word(),
                    account.active(),
                    account.madeAt(),
                    account.seenAt());
        }
    }

    /** An invitation as shown; the note is hostile text. */
    record Invited(UUID id, String role, String note, Instant expiresAt) {
        static Invited of(OneTimeLinks.Invitation invitation) {
            return new Invited(invitation.id(), invitation.role(), invitation.note(), invitation.expiresAt());
        }
    }
}
