package dev.packetwalk.web.api;

import dev.packetwalk.progress.access.ApiSecret;
import dev.packetwalk.progress.access.ApiTokens;
import dev.packetwalk.progress.access.Scope;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns a token into an identity: its name is the learner's id, its roles are the scopes that count at this moment. */
@Singleton
public final class TokenIdentities implements IdentityProvider<TokenIdentities.TokenRequest> {
    /** Under this name an identity has its {@link ApiTokens.Holder}. */
    static final String HOLDER = "packetwalk.token";

    private final ApiTokens tokens;

    TokenIdentities(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<TokenRequest> getRequestType() {
        return TokenRequest.class;
    }

    /** Fails for a token that is no good: who shows one is to hear so, and not that nothing was shown. */
    @Override
    public Uni<SecurityIdentity> authenticate(TokenRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> request.secret()
                .flatMap(tokens::holder)
                .map(TokenIdentities::identity)
                .orElseThrow(() -> new AuthenticationFailedException("a token that is no good")));
    }

    private static SecurityIdentity identity(ApiTokens.Holder holder) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(holder.account().toString()))
                .addRoles(holder.scopes().stream().map(Scope::word).collect(Collectors.toSet()))
                .addAttribute(HOLDER, holder)
                .build();
    }

    /** A request that came with a token. */
    public static final class TokenRequest extends BaseAuthenticationRequest {
        private final Optional<ApiSecret> secret;

        TokenRequest(Optional<ApiSecret> secret) {
            this.secret = secret;
        }

        /** Empty if what was shown cannot be a token. */
        Optional<ApiSecret> secret() {
            return secret;
        }
    }
}
