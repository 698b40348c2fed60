package dev.packetwalk.web.api;

import dev.packetwalk.progress.access.ApiTokens;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;

/** Who asks: the owner of the token, or of the session. */
@RequestScoped
class Caller {
    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Their id as a learner, as an instructor or as whatever else they are. */
    UUID id() {
        return UUID.fromString(identity.getPrincipal().getName());
    }

    /** The token that was shown; empty where a session reads. */
    Optional<ApiTokens.Holder> token() {
        return Optional.ofNullable(identity.getAttribute(TokenIdentities.HOLDER));
    }
}
