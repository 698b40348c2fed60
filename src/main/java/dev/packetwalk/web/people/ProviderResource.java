package dev.packetwalk.web.people;

import dev.packetwalk.progress.Accounts;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Role;
import dev.packetwalk.web.NotHereException;
import dev.packetwalk.web.words.ErrorWords;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Signing in by a provider of identities: OpenID Connect's code flow with PKCE, which Quarkus goes through before this is called.
 * What is left to do is to say who that is here; from then on our own session counts.
 */
@Path("/sign-in/provider")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class ProviderResource {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final PeopleSettings settings;
    private final Accounts accounts;
    private final SignedIn signedIn;
    private final SecurityIdentity identity;
    private final Instance<OidcSession> provider;

    ProviderResource(
            PeopleSettings settings,
            Accounts accounts,
            SignedIn signedIn,
            SecurityIdentity identity,
            Instance<OidcSession> provider) {
        this.settings = settings;
        this.accounts = accounts;
        this.signedIn = signedIn;
        this.identity = identity;
        this.provider = provider;
    }

    @GET
    public Response enter(HttpServerRequest request) {
        if (!settings.provider().enabled() || !(identity.getPrincipal() instanceof JsonWebToken id)) {
            throw new NotHereException(ErrorWords::noProvider);
        }
        Optional<UUID> who = accounts.enter(
                id.getIssuer(),
                id.getSubject(),
                name(id),
                role(),
                VouchedLogin.of(settings.provider().loginClaim(), claim -> id.<Object>getClaim(claim)));
        provider.get().logout().await().atMost(LIMIT);
        return who.map(learner -> signedIn.as(learner, "/", request))
                .orElseThrow(() -> new ForbiddenException("deactivated"));
    }

    /** The highest of the roles that the provider's stand for. */
    private Role role() {
        PeopleSettings.Provider provider = settings.provider();
        return holds(provider.administrators())
                ? Role.ADMINISTRATOR
                : holds(provider.instructors())
                        ? Role.INSTRUCTOR
                        : holds(provider.graders()) ? Role.GRADER : Role.LEARNER;
    }

    private boolean holds(Optional<Set<String>> roles) {
        return !Collections.disjoint(roles.orElse(Set.of()), identity.getRoles());
    }

    /** What the provider calls them; their subject if it tells no name that could be one here. */
    private static LearnerName name(JsonWebToken id) {
        return Stream.of("name", "preferred_username", "email", "sub")
                .map(claim -> id.<Object>getClaim(claim))
                .filter(String.class::isInstance)
                .map(claim -> LearnerName.parse((String) claim))
                .filter(LearnerName.Parsed.Accepted.class::isInstance)
                .map(parsed -> ((LearnerName.Parsed.Accepted) parsed).name())
                .findFirst()
                .orElseGet(() -> new LearnerName("Somebody"));
    }
}
