package dev.packetwalk.web.api;

import dev.packetwalk.progress.access.ApiSecret;
import dev.packetwalk.web.ApiPaths;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;

/** Lets a request in by {@code Authorization: Bearer pw_…}, to the API and to nothing else. */
@Singleton
public final class TokenMechanism implements HttpAuthenticationMechanism {
    private static final String BEARER = "bearer ";

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        String shown = request.request().getHeader("Authorization");
        if (shown == null || !ApiPaths.has(request)) {
            return Uni.createFrom().nullItem();
        }
        boolean bearer = shown.toLowerCase(Locale.ROOT).startsWith(BEARER);
        return identities.authenticate(new TokenIdentities.TokenRequest(
                ApiSecret.parse(bearer ? shown.substring(BEARER.length()).strip() : null)));
    }

    /** Programs hear what they lack; people who want to read about the API are sent where they can sign in. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        if (ApiPaths.isDescription(request)) {
            return Uni.createFrom().item(new ChallengeData(303, "Location", "/sign-in"));
        }
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenIdentities.TokenRequest.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer"));
    }

    /** Asked before cookies are looked at. */
    @Override
    public int getPriority() {
        return HttpAuthenticationMechanism.DEFAULT_PRIORITY + 1;
    }
}
