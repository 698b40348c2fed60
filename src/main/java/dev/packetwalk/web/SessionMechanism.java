package dev.packetwalk.web;

import dev.packetwalk.progress.Token;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/** Signs a request in by its session cookie. A cookie that is no good leaves the visitor a stranger, not an error. */
@Singleton
public final class SessionMechanism implements HttpAuthenticationMechanism {
    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        Cookie cookie = ApiPaths.takesSession(request) ? request.request().getCookie(SessionCookie.NAME) : null;
        Token token = Token.parse(cookie == null ? null : cookie.getValue());
        return token == null
                ? Uni.createFrom().nullItem()
                : identities
                        .authenticate(new SessionIdentities.SessionRequest(token))
                        // Of a session that is over: the pages for everybody are for this visitor, too.
                        .onFailure(AuthenticationFailedException.class)
                        .recoverWithNull();
    }

    /** Nothing that a browser would ask a password for: the error page has the form to join. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Session"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(SessionIdentities.SessionRequest.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.COOKIE, SessionCookie.NAME));
    }
}
