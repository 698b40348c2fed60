package dev.packetwalk.progress;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in.
 *
 * @param id the learner's: everybody with an account may learn
 * @param name as they wrote it: hostile text
 * @param login what they sign in with here; {@code null} if only a provider of identities signs them in
 * @param issuer the provider that signs them in; {@code null} for none
 * @param seenAt when they last used the lab, to the hour; {@code null} if they are signed in nowhere
 * @param active whether they may sign in
 */
public record Account(
        UUID id,
        String name,
        @Nullable String login,
        @Nullable String issuer,
        Role role,
        Instant madeAt,
        @Nullable Instant seenAt,
        boolean active) {
    /** How the audit log names it: by its login, else by its name. */
    public String label() {
        return login == null ? name : login;
    }
}
