package dev.packetwalk.web.people;

import dev.packetwalk.progress.Account;
import dev.packetwalk.progress.OneTimeLinks;
import dev.packetwalk.progress.People;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Token;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
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
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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

    PeopleResource(People people, OneTimeLinks links, CurrentLearner administrator) {
        this.people = people;
        this.links = links;
        this.administrator = administrator;
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
                number > 1 ? number - 1 : null,
                found.size() > ON_A_PAGE ? number + 1 : null);
    }

    @POST
    @Path("/invitations")
    public TemplateInstance invite(
            @RestForm @Nullable String role, @RestForm @Nullable String note, @Context UriInfo uri) {
        Role offered = role(role == null ? "" : role);
        Token token = links.invite(administrator.get().id(), offered, cut(note));
        return link(
                uri,
                token,
                "Invitation",
                note == null || note.isBlank() ? "whoever you invite" : cut(note),
                OneTimeLinks.INVITATION_LASTS);
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
        return link(uri, token, "Link to a new password", account.name(), OneTimeLinks.PASSWORD_LASTS);
    }

    private TemplateInstance link(UriInfo uri, Token token, String what, String whom, Duration lasts) {
        String address = uri.getBaseUriBuilder()
                .path("links")
                .path(token.value())
                .build()
                .toString();
        return new Link(administrator.visitor(), what, whom, address, InWords.of(lasts));
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
     * @param before the number of the page before; {@code null} on the first
     * @param after the number of the next page; {@code null} on the last
     */
    record Everybody(
            Visitor visitor,
            List<Person> people,
            List<Invited> invitations,
            List<String> roles,
            String text,
            String role,
            @Nullable Integer before,
            @Nullable Integer after)
            implements TemplateInstance {}

    /** One person. */
    record One(Visitor visitor, Person person, List<String> roles, boolean own) implements TemplateInstance {}

    /** A link, shown this once. */
    record Link(Visitor visitor, String what, String whom, String address, String lasts) implements TemplateInstance {}

    /** A person as shown; name and login are hostile text. */
    record Person(
            UUID id,
            String name,
            @Nullable String login,
            @Nullable String issuer,
            String role,
            boolean active,
            String madeAt,
            @Nullable Instant seen,
            @Nullable String seenAt) {
        static Person of(Account account) {
            return new Person(
                    account.id(),
                    account.name(),
                    account.login(),
                    account.issuer(),
                    account.role().word(),
                    account.active(),
                    InWords.at(account.madeAt()),
                    account.seenAt(),
                    account.seenAt() == null ? null : InWords.at(account.seenAt()));
        }
    }

    /** An invitation as shown; the note is hostile text. */
    record Invited(UUID id, String role, String note, String expiresAt) {
        static Invited of(OneTimeLinks.Invitation invitation) {
            return new Invited(
                    invitation.id(), invitation.role(), invitation.note(), InWords.at(invitation.expiresAt()));
        }
    }
}
