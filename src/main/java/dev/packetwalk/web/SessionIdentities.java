package dev.packetwalk.web;

import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.Token;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Turns a session's token into an identity: its name is the learner's id, its role is {@value Roles#LEARNER}. */
@Singleton
public final class SessionIdentities implements IdentityProvider<SessionIdentities.SessionRequest> {
    private final Sessions sessions;

    SessionIdentities(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Class<SessionRequest> getRequestType() {
        return SessionRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(SessionRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> identity(request.token()));
    }

    @SuppressWarnings("NullAway") // no item means that this request stays a stranger's
    private @Nullable SecurityIdentity identity(Token token) {
        return sessions.learner(token)
                .map(learner -> QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(learner.toString()))
                        .addRole(Roles.LEARNER)
                        .build())
                .orElse(null);
    }

    /** A request that came with a session cookie. */
    public static final class SessionRequest extends BaseAuthenticationRequest {
        private final Token token;

        SessionRequest(Token token) {
            this.token = token;
        }

        Token token() {
            return token;
        }
    }
}
