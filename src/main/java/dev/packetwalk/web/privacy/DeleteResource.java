package dev.packetwalk.web.privacy;

import dev.packetwalk.progress.Account;
import dev.packetwalk.progress.Accounts;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.privacy.Departures;
import dev.packetwalk.progress.privacy.RetentionPeriods;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.SessionCookie;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.people.SignInLimit;
import dev.packetwalk.web.people.SignedIn;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.Languages;
import dev.packetwalk.web.words.PrivacyWords;
import dev.packetwalk.web.words.Texts;
import io.quarkus.logging.Log;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** Deleting all that is kept about oneself. It asks first. */
@Path("/account/delete")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class DeleteResource {
    private static final int UNPROCESSABLE = 422;

    private final CurrentLearner learner;
    private final CurrentLanguage language;
    private final Departures departures;
    private final Accounts accounts;
    private final SignInLimit limit;
    private final RetentionPeriods periods;
    private final Instance<Sandboxes> sandboxes;

    DeleteResource(
            CurrentLearner learner,
            CurrentLanguage language,
            Departures departures,
            Accounts accounts,
            SignInLimit limit,
            RetentionPeriods periods,
            Instance<Sandboxes> sandboxes) {
        this.learner = learner;
        this.language = language;
        this.departures = departures;
        this.accounts = accounts;
        this.limit = limit;
        this.periods = periods;
        this.sandboxes = sandboxes;
    }

    /** Says what goes and what stays, and asks. */
    @GET
    public TemplateInstance ask() {
        UUID id = learner.get().id();
        return page(accounts.find(id), departures.obstacle(id), null);
    }

    /**
     * Does it.
     *
     * @param password of who has one
     * @param word what everybody else is asked to type
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response delete(
            @RestForm @Nullable String password, @RestForm @Nullable String word, HttpServerRequest request) {
        UUID id = learner.get().id();
        Optional<Account> account = accounts.find(id);
        @Nullable String login = account.map(Account::login).orElse(null);
        if (login == null ? !isTheWord(word) : !isPasswordOf(id, login, password, request)) {
            return refused(page(
                    account,
                    departures.obstacle(id),
                    login == null ? words().wrongWord(words().deleteWord()) : words().wrongPassword()));
        }
        Optional<Departures.Obstacle> obstacle = departures.leave(id);
        if (obstacle.isPresent()) {
            return refused(page(account, obstacle, null));
        }
        releaseMachines(id);
        Log.info("somebody has deleted all that was kept about them");
        return Response.seeOther(URI.create("/privacy/goodbye"))
                .cookie(SessionCookie.cleared(SignedIn.secure(request)))
                .build();
    }

    /** Guarded like signing in: a browser that was left open must not become a place to guess passwords. */
    private boolean isPasswordOf(UUID id, String login, @Nullable String typed, HttpServerRequest request) {
        String password = typed == null ? "" : typed;
        return limit.attempt(
                        login,
                        SignedIn.address(request),
                        () -> Optional.of(id).filter(_ -> accounts.isPassword(id, password)))
                .isPresent();
    }

    /** The word of the page's language, or the English one: the page may be older than the choice of the language. */
    private boolean isTheWord(@Nullable String typed) {
        String word = typed == null ? "" : typed.strip();
        return word.equalsIgnoreCase(words().deleteWord())
                || word.equalsIgnoreCase(
                        Texts.in(Languages.DEFAULT, PrivacyWords.class).deleteWord());
    }

    /** After the learner is gone, so that they cannot get another one in between; the containers go behind the scenes. */
    private void releaseMachines(UUID id) {
        for (Lease lease : sandboxes.get().leases(id)) {
            sandboxes.get().release(lease.id());
        }
    }

    private static Response refused(TemplateInstance page) {
        return Response.status(UNPROCESSABLE).entity(page).build();
    }

    private Delete page(Optional<Account> account, Optional<Departures.Obstacle> obstacle, @Nullable String problem) {
        KeptWords kept = new KeptWords(words(), periods);
        return new Delete(
                learner.visitor(),
                account.map(Account::login).isPresent(),
                obstacle.filter(Departures.Obstacle.OnlyAdministrator.class::isInstance)
                        .isPresent(),
                obstacle.map(o -> o instanceof Departures.Obstacle.OnlyInstructor(List<String> classes)
                                ? classes
                                : List.<String>of())
                        .orElse(List.of()),
                words().deleteWord(),
                kept.length(AuditLog.KEPT),
                kept.length(periods.classes()),
                problem);
    }

    private PrivacyWords words() {
        return language.texts(PrivacyWords.class);
    }

    /**
     * The page.
     *
     * @param hasPassword whether it is the password that confirms
     * @param isOnlyAdministrator whether they cannot go because of that
     * @param classes which they alone teach, and cannot leave: hostile text
     * @param word what everybody else types to confirm
     * @param auditKept for how long the audit log remembers
     * @param classesKept for how long lists of classes are kept after their end
     * @param problem with what was typed; {@code null} for none
     */
    record Delete(
            Visitor visitor,
            boolean hasPassword,
            boolean isOnlyAdministrator,
            List<String> classes,
            String word,
            String auditKept,
            String classesKept,
            @Nullable String problem)
            implements TemplateInstance {}
}
