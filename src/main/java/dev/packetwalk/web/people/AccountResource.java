package dev.packetwalk.web.people;

import dev.packetwalk.progress.Account;
import dev.packetwalk.progress.Accounts;
import dev.packetwalk.progress.Learner;
import dev.packetwalk.progress.Login;
import dev.packetwalk.progress.NewPassword;
import dev.packetwalk.progress.ResumeLinks;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.Token;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.NewLinkCookie;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.SessionCookie;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.PeopleWords;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What somebody sees and changes of their own account. */
@Path("/account")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class AccountResource {
    private static final int UNPROCESSABLE = 422;
    private static final URI HERE = URI.create("/account");

    private final CurrentLearner learner;
    private final Accounts accounts;
    private final Sessions sessions;
    private final ResumeLinks links;
    private final SignInLimit limit;
    private final CurrentLanguage language;

    AccountResource(
            CurrentLearner learner,
            Accounts accounts,
            Sessions sessions,
            ResumeLinks links,
            SignInLimit limit,
            CurrentLanguage language) {
        this.learner = learner;
        this.accounts = accounts;
        this.sessions = sessions;
        this.links = links;
        this.limit = limit;
        this.language = language;
    }

    @GET
    public TemplateInstance show(@RestCookie(SessionCookie.NAME) @Nullable String cookie) {
        return page(cookie, Form.EMPTY);
    }

    /** A new resume link; the old one is good no more. Who signs in with a password has none: it would ask for none. */
    @POST
    @Path("/resume-link")
    public Response renewLink(HttpServerRequest request) {
        UUID id = learner.get().id();
        if (accounts.find(id).isPresent()) {
            return Response.seeOther(HERE).build();
        }
        Token link = links.renew(id);
        return Response.seeOther(URI.create("/welcome"))
                .cookie(NewLinkCookie.carrying(link, SignedIn.secure(request)))
                .build();
    }

    /** A guest takes a login and a password. */
    @POST
    @Path("/login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response takeLogin(
            @RestForm @Nullable String login,
            @RestForm @Nullable String password,
            @RestCookie(SessionCookie.NAME) @Nullable String cookie) {
        String typed = login == null ? "" : login.substring(0, Math.min(login.length(), 100));
        Login wanted = Login.parse(typed);
        if (wanted == null) {
            return again(cookie, new Form(typed, words().noLogin(), null, null));
        }
        return switch (NewPassword.parse(password, wanted)) {
            case NewPassword.Parsed.Refused(NewPassword.Problem problem) ->
                again(cookie, new Form(typed, null, PasswordWords.of(problem, words()), null));
            case NewPassword.Parsed.Accepted(NewPassword good) ->
                accounts.keep(learner.get().id(), wanted, good)
                        ? Response.seeOther(HERE).build()
                        : again(cookie, new Form(typed, words().loginTaken(), null, null));
        };
    }

    /** Changes the password, and signs out everywhere else. */
    @POST
    @Path("/password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response changePassword(
            @RestForm @Nullable String old,
            @RestForm @Nullable String password,
            @RestCookie(SessionCookie.NAME) @Nullable String cookie,
            HttpServerRequest request) {
        UUID id = learner.get().id();
        Optional<Login> login = accounts.find(id).map(Account::login).map(Login::parse);
        if (login.isEmpty()) {
            return Response.seeOther(HERE).build();
        }
        return switch (NewPassword.parse(password, login.get())) {
            case NewPassword.Parsed.Refused(NewPassword.Problem problem) ->
                again(cookie, new Form("", null, PasswordWords.of(problem, words()), null));
            case NewPassword.Parsed.Accepted(NewPassword good) ->
                limit.attempt(
                                        login.get().value(),
                                        SignedIn.address(request),
                                        () -> Optional.of(id)
                                                .filter(_ -> accounts.changePassword(
                                                        id, old == null ? "" : old, good, token(cookie))))
                                .isPresent()
                        ? Response.seeOther(HERE).build()
                        : again(cookie, new Form("", null, null, words().wrongOld()));
        };
    }

    /** Signs out in one browser. */
    @POST
    @Path("/sessions/{session}/end")
    public Response end(@RestPath String session) {
        UUID id;
        try {
            id = UUID.fromString(session);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(e);
        }
        if (!sessions.close(learner.get().id(), id)) {
            throw new NotFoundException();
        }
        return Response.seeOther(HERE).build();
    }

    /** Signs out in this browser. */
    @POST
    @Path("/sign-out")
    public Response signOut(@RestCookie(SessionCookie.NAME) @Nullable String cookie, HttpServerRequest request) {
        sessions.close(token(cookie));
        return SignedIn.out(request);
    }

    /** Signs out in every browser, this one included. */
    @POST
    @Path("/sign-out-everywhere")
    public Response signOutEverywhere(HttpServerRequest request) {
        sessions.closeAll(learner.get().id());
        return SignedIn.out(request);
    }

    private Response again(@Nullable String cookie, Form form) {
        return Response.status(UNPROCESSABLE).entity(page(cookie, form)).build();
    }

    private Page page(@Nullable String cookie, Form form) {
        Learner who = learner.get();
        List<Browser> browsers = sessions.of(who.id(), token(cookie)).stream()
                .map(session -> Browser.of(session, words()))
                .toList();
        return new Page(learner.visitor(), who, accounts.find(who.id()).orElse(null), browsers, form);
    }

    private PeopleWords words() {
        return language.texts(PeopleWords.class);
    }

    /** Who got here was signed in by it. */
    private static Token token(@Nullable String cookie) {
        Token token = Token.parse(cookie);
        if (token == null) {
            throw new UnauthorizedException();
        }
        return token;
    }

    /**
     * The page.
     *
     * @param account {@code null} for a guest
     */
    record Page(Visitor visitor, Learner learner, @Nullable Account account, List<Browser> browsers, Form form)
            implements TemplateInstance {}

    /** What was wrong with a form of the page. */
    record Form(
            String login,
            @Nullable String loginProblem,
            @Nullable String passwordProblem,
            @Nullable String oldProblem) {
        static final Form EMPTY = new Form("", null, null, null);
    }

    /** Where somebody is signed in. */
    record Browser(UUID id, String name, Instant seenAt, boolean current) {
        static Browser of(Sessions.OpenSession session, PeopleWords words) {
            return new Browser(
                    session.id(),
                    session.browser().isEmpty() ? words.aBrowser() : session.browser(),
                    session.seenAt(),
                    session.current());
        }
    }
}
