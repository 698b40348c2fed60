package dev.packetwalk.web.people;

import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Login;
import dev.packetwalk.progress.NewPassword;
import dev.packetwalk.progress.OneTimeLinks;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Token;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.NameWords;
import dev.packetwalk.web.NotHereException;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.AccountWords;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.ErrorWords;
import dev.packetwalk.web.words.PeopleWords;
import dev.packetwalk.web.words.Texts;
import io.quarkus.logging.Log;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * What a one-time link leads to: an account of one's own, or a new password. Opening it changes nothing, so that a program which
 * previews links uses nothing up; the button on its page does.
 */
@Path("/links/{token}")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class LinksResource {
    private static final int UNPROCESSABLE = 422;
    private static final int LONGEST_SHOWN = 200;

    /** Stands in while there is no login that a password could hold. */
    private static final Login NOBODY = new Login("no-login-yet");

    private final OneTimeLinks links;
    private final SignedIn signedIn;
    private final CurrentLearner current;
    private final CurrentLanguage language;

    LinksResource(OneTimeLinks links, SignedIn signedIn, CurrentLearner current, CurrentLanguage language) {
        this.links = links;
        this.signedIn = signedIn;
        this.current = current;
        this.language = language;
    }

    @GET
    public TemplateInstance show(@RestPath("token") String value) {
        return switch (offer(value)) {
            case OneTimeLinks.Offer.Account(Role role, boolean isFirst) ->
                new NewAccount(current.visitor(), value, role.word(), isFirst, new Form("", "", null, null, null));
            case OneTimeLinks.Offer.Password(var _, String name, Login login) ->
                new Password(current.visitor(), value, Texts.isolated(name), login.value(), null);
        };
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response use(
            @RestPath("token") String value,
            @RestForm @Nullable String name,
            @RestForm @Nullable String login,
            @RestForm @Nullable String password,
            HttpServerRequest request) {
        return switch (offer(value)) {
            case OneTimeLinks.Offer.Account offer ->
                account(value, offer, shown(name), shown(login), password, request);
            case OneTimeLinks.Offer.Password offer -> password(value, offer, password, request);
        };
    }

    private Response account(
            String value,
            OneTimeLinks.Offer.Account offer,
            String typedName,
            String typedLogin,
            @Nullable String typedPassword,
            HttpServerRequest request) {
        LearnerName.Parsed name = LearnerName.parse(typedName);
        Login login = Login.parse(typedLogin);
        NewPassword.Parsed password = NewPassword.parse(typedPassword, login == null ? NOBODY : login);
        if (!(name instanceof LearnerName.Parsed.Accepted(LearnerName goodName))
                || login == null
                || !(password instanceof NewPassword.Parsed.Accepted(NewPassword goodPassword))) {
            return again(
                    value,
                    offer,
                    new Form(
                            typedName,
                            typedLogin,
                            name instanceof LearnerName.Parsed.Refused(LearnerName.Flaw flaw)
                                    ? NameWords.of(flaw, language.texts(AccountWords.class))
                                    : null,
                            login == null ? words().noLogin() : null,
                            PasswordWords.of(password, words())));
        }
        return switch (links.accept(token(value), goodName, login, goodPassword)) {
            case OneTimeLinks.Acceptance.Made(var id) -> {
                Log.infof(
                        offer.isFirst() ? FirstLink.TAKEN : "an invitation was taken up: %s",
                        offer.role().word());
                yield signedIn.as(id, offer.role() == Role.ADMINISTRATOR ? "/admin/people" : "/", request);
            }
            case OneTimeLinks.Acceptance.LoginTaken _ ->
                again(value, offer, new Form(typedName, typedLogin, null, words().loginTaken(), null));
            case OneTimeLinks.Acceptance.NoLongerGood _ -> throw noGood();
        };
    }

    private Response again(String value, OneTimeLinks.Offer.Account offer, Form form) {
        return Response.status(UNPROCESSABLE)
                .entity(new NewAccount(current.visitor(), value, offer.role().word(), offer.isFirst(), form))
                .build();
    }

    private Response password(
            String value, OneTimeLinks.Offer.Password offer, @Nullable String typed, HttpServerRequest request) {
        return switch (NewPassword.parse(typed, offer.login())) {
            case NewPassword.Parsed.Refused(NewPassword.Problem problem) ->
                Response.status(UNPROCESSABLE)
                        .entity(new Password(
                                current.visitor(),
                                value,
                                Texts.isolated(offer.name()),
                                offer.login().value(),
                                PasswordWords.of(problem, words())))
                        .build();
            case NewPassword.Parsed.Accepted(NewPassword good) ->
                links.setPassword(token(value), good)
                        .map(id -> signedIn.as(id, "/", request))
                        .orElseThrow(LinksResource::noGood);
        };
    }

    private OneTimeLinks.Offer offer(String value) {
        return links.find(token(value)).orElseThrow(LinksResource::noGood);
    }

    private static Token token(String value) {
        Token token = Token.parse(value);
        if (token == null) {
            throw noGood();
        }
        return token;
    }

    private static NotHereException noGood() {
        return new NotHereException(ErrorWords::oneTimeLinkNoGood);
    }

    private PeopleWords words() {
        return language.texts(PeopleWords.class);
    }

    private static String shown(@Nullable String typed) {
        String text = typed == null ? "" : typed;
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN);
    }

    /** An account is about to be made. */
    record NewAccount(Visitor visitor, String token, String role, boolean isFirst, Form form)
            implements TemplateInstance {}

    /** A password is about to be changed. */
    record Password(
            Visitor visitor,
            String token,
            String owner,
            String login,
            @Nullable String problem) implements TemplateInstance {}

    /** The form as it was filled in; what was typed is hostile text. The password is typed anew. */
    record Form(
            String name,
            String login,
            @Nullable String nameProblem,
            @Nullable String loginProblem,
            @Nullable String passwordProblem) {}
}
