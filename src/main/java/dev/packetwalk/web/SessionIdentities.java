package dev.packetwalk.web;

import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.Token;
import dev.packetwalk.progress.access.Scope;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a session's token into an identity: its name is the learner's id, its roles are those of {@link Roles}, and the scopes that it may read. */
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
        return sessions.holder(token).map(SessionIdentities::identity).orElse(null);
    }

    private static SecurityIdentity identity(Sessions.Holder holder) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(holder.learner().toString()))
                .addRoles(roles(holder.role().orElse(Role.LEARNER)))
                .addRoles(scopes(holder.role().orElse(Role.LEARNER)))
                .build();
    }

    private static Set<String> roles(Role role) {
        return switch (role) {
            case LEARNER -> Set.of(Roles.LEARNER);
            case INSTRUCTOR -> Set.of(Roles.LEARNER, Roles.INSTRUCTOR);
            case GRADER -> Set.of(Roles.LEARNER, Roles.GRADER);
            case ADMINISTRATOR -> Set.of(Roles.LEARNER, Roles.INSTRUCTOR, Roles.ADMINISTRATOR);
        };
    }

    /** What a session reads of the API; nothing is changed there by one. */
    private static Set<String> scopes(Role role) {
        return Scope.of(role).stream().filter(Scope::reads).map(Scope::word).collect(Collectors.toSet());
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
