package dev.packetwalk.web.people;

import dev.packetwalk.progress.Account;
import dev.packetwalk.progress.Accounts;
import dev.packetwalk.progress.access.ApiSecret;
import dev.packetwalk.progress.access.ApiToken;
import dev.packetwalk.progress.access.ApiTokens;
import dev.packetwalk.progress.access.Scope;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.VisitorTime;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.TokensWords;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The tokens by which somebody's programs use the API. */
@Path("/account/tokens")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class TokensResource {
    private static final int UNPROCESSABLE = 422;
    private static final List<Integer> DAYS = List.of(7, 30, 90, 365);
    private static final int USUAL_DAYS = 90;

    private final CurrentLearner learner;
    private final Accounts accounts;
    private final ApiTokens tokens;
    private final CurrentLanguage language;
    private final VisitorTime time;
    private final InstantSource clock = InstantSource.system();

    TokensResource(
            CurrentLearner learner, Accounts accounts, ApiTokens tokens, CurrentLanguage language, VisitorTime time) {
        this.learner = learner;
        this.accounts = accounts;
        this.tokens = tokens;
        this.language = language;
        this.time = time;
    }

    @GET
    public TemplateInstance list() {
        return page(Form.EMPTY);
    }

    /** Makes one, and shows its secret this once. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response make(
            @RestForm @Nullable String name,
            @RestForm @Nullable List<String> scopes,
            @RestForm @Nullable Integer days) {
        String called = name == null ? "" : name.strip();
        Set<Scope> wanted = EnumSet.noneOf(Scope.class);
        (scopes == null ? List.<String>of() : scopes)
                .forEach(word -> Scope.of(word).ifPresent(wanted::add));
        int lasts = days == null || !DAYS.contains(days) ? USUAL_DAYS : days;
        if (called.isEmpty() || called.length() > ApiTokens.LONGEST_NAME) {
            return again(new Form(called, wanted, lasts, words().noName(ApiTokens.LONGEST_NAME), null));
        }
        if (wanted.isEmpty()) {
            return again(new Form(called, wanted, lasts, null, words().noScope()));
        }
        return switch (tokens.make(learner.get().id(), called, wanted, Duration.ofDays(lasts))) {
            case ApiTokens.Making.Made(ApiSecret secret, ApiToken token) ->
                Response.ok(new Made(learner.visitor(), token.name(), secret.value(), token.expiresAt()))
                        .build();
            case ApiTokens.Making.NotAllowed _ -> again(new Form(called, wanted, lasts, null, words().notAllowed()));
            case ApiTokens.Making.TooMany _ ->
                again(new Form(called, wanted, lasts, words().tooMany(ApiTokens.MOST), null));
        };
    }

    /** From now on it is good for nothing. */
    @POST
    @Path("/{key}/revoke")
    public Response revoke(@RestPath String key) {
        UUID id;
        try {
            id = UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(e);
        }
        if (!tokens.revoke(learner.get().id(), id)) {
            throw new NotFoundException();
        }
        return Response.seeOther(URI.create("/account/tokens")).build();
    }

    private Response again(Form form) {
        return Response.status(UNPROCESSABLE).entity(page(form)).build();
    }

    private Page page(Form form) {
        UUID id = learner.get().id();
        Optional<Account> account = accounts.find(id);
        Instant now = clock.instant();
        List<Shown> shown = tokens.of(id).stream()
                .map(token -> Shown.of(token, now, words(), time))
                .toList();
        List<Choice> choices = account.map(known -> Scope.of(known.role()).stream()
                        .map(scope -> new Choice(scope.word(), form.scopes().contains(scope)))
                        .toList())
                .orElse(List.of());
        return new Page(learner.visitor(), account.isPresent(), shown, choices, DAYS, form, form.nameProblem() != null);
    }

    private TokensWords words() {
        return language.texts(TokensWords.class);
    }

    /**
     * The page.
     *
     * @param hasAccount whether they can have tokens: guests cannot
     */
    record Page(
            Visitor visitor,
            boolean hasAccount,
            List<Shown> tokens,
            List<Choice> scopes,
            List<Integer> lengths,
            Form form,
            boolean wrongName)
            implements TemplateInstance {}

    /** A secret, shown this once. */
    record Made(Visitor visitor, String name, String secret, Instant until) implements TemplateInstance {}

    /** A scope to choose. */
    record Choice(String word, boolean chosen) {}

    /** What was typed, and what was wrong with it. */
    record Form(
            String name,
            Set<Scope> scopes,
            int days,
            @Nullable String nameProblem,
            @Nullable String scopesProblem) {
        static final Form EMPTY = new Form("", Set.of(), USUAL_DAYS, null, null);
    }

    /**
     * A token as shown; its name is hostile text.
     *
     * @param state in words
     */
    record Shown(UUID id, String name, String scopes, boolean good, String state, String used) {
        static Shown of(ApiToken token, Instant now, TokensWords words, VisitorTime time) {
            String state = token.revokedAt() != null
                    ? words.revoked(time.at(token.revokedAt()))
                    : token.good(now)
                            ? words.goodUntil(time.at(token.expiresAt()))
                            : words.expired(time.at(token.expiresAt()));
            return new Shown(
                    token.id(),
                    token.name(),
                    String.join(
                            " · ",
                            token.scopes().stream().map(Scope::word).sorted().toList()),
                    token.good(now),
                    state,
                    token.usedAt() == null ? words.neverUsed() : words.lastUsed(time.at(token.usedAt())));
        }
    }
}
