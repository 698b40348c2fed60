package dev.packetwalk.web.api;

import dev.packetwalk.progress.access.ApiTokens;
import dev.packetwalk.web.Allowance;
import dev.packetwalk.web.ApiPaths;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Keeps a program from asking without end: two hundred requests of a token at once, and twenty a second after that. */
@Singleton
public final class TokenLimit {
    static final int AT_ONCE = 200;

    private final Allowance allowance;

    @Inject
    TokenLimit() {
        this(InstantSource.system());
    }

    TokenLimit(InstantSource clock) {
        this.allowance = new Allowance(AT_ONCE, Duration.ofMillis(50), clock);
    }

    /** Whoever needs no token, or has none, was let in or turned away before. */
    @ServerRequestFilter
    public void count(RoutingContext request) {
        if (ApiPaths.has(request)
                && request.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getAttribute(TokenIdentities.HOLDER) instanceof ApiTokens.Holder holder
                && !allowance.allows(holder.token())) {
            throw new ProblemException(ProblemKind.TOO_OFTEN);
        }
    }
}
