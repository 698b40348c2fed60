package dev.packetwalk.web.people;

import dev.packetwalk.progress.Accounts;
import dev.packetwalk.progress.Login;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.JoinForm;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.PeopleWords;
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
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Signing in with a login and a password, or by a provider of identities if there is one. */
@Path("/sign-in")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class SignInResource {
    private static final int UNPROCESSABLE = 422;
    private static final int LONGEST_SHOWN = 100;

    private final Accounts accounts;
    private final SignInLimit limit;
    private final SignedIn signedIn;
    private final CurrentLearner learner;
    private final PeopleSettings settings;
    private final CurrentLanguage language;

    SignInResource(
            Accounts accounts,
            SignInLimit limit,
            SignedIn signedIn,
            CurrentLearner learner,
            PeopleSettings settings,
            CurrentLanguage language) {
        this.accounts = accounts;
        this.limit = limit;
        this.signedIn = signedIn;
        this.learner = learner;
        this.settings = settings;
        this.language = language;
    }

    @GET
    public TemplateInstance show(@RestQuery @Nullable String next) {
        return page("", JoinForm.safeNext(next), null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response signIn(
            @RestForm @Nullable String login,
            @RestForm @Nullable String password,
            @RestForm @Nullable String next,
            HttpServerRequest request) {
        String typed = login == null ? "" : login;
        Optional<UUID> who = limit.attempt(
                typed,
                SignedIn.address(request),
                () -> accounts.signIn(Login.parse(typed), password == null ? "" : password));
        String goOn = JoinForm.safeNext(next);
        if (who.isPresent()) {
            return signedIn.as(who.get(), goOn.isEmpty() ? "/" : goOn, request);
        }
        String shown = typed.length() <= LONGEST_SHOWN ? typed : typed.substring(0, LONGEST_SHOWN);
        return Response.status(UNPROCESSABLE)
                .entity(page(shown, goOn, language.texts(PeopleWords.class).wrong()))
                .build();
    }

    private SignIn page(String login, String next, @Nullable String problem) {
        String provider = settings.provider().enabled() ? settings.provider().label() : null;
        return new SignIn(learner.visitor(), login, next, problem, provider);
    }

    /**
     * The form.
     *
     * @param login what was typed: hostile text
     * @param provider what the provider of identities is called; {@code null} if there is none
     */
    record SignIn(
            Visitor visitor,
            String login,
            String next,
            @Nullable String problem,
            @Nullable String provider) implements TemplateInstance {}
}
