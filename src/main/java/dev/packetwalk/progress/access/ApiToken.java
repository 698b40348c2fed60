package dev.packetwalk.progress.access;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token as its owner sees it later: without its secret, which nobody has any more but who was given it.
 *
 * @param id names it; grants nothing
 * @param name what its owner calls it: hostile text
 * @param scopes what it is good for, as far as its owner may that at the moment
 * @param expiresAt from when on it is good for nothing
 * @param usedAt when it was last used, to the minute; {@code null} if never
 * @param revokedAt when its owner revoked it; {@code null} if they have not
 */
public record ApiToken(
        UUID id,
        String name,
        Set<Scope> scopes,
        Instant madeAt,
        Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable Instant revokedAt) {
    public ApiToken {
        scopes = Set.copyOf(scopes);
    }

    /** Whether it is good for anything at a time. */
    public boolean good(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }
}
