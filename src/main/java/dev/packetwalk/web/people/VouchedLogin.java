package dev.packetwalk.web.people;

import dev.packetwalk.progress.Login;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The login for which a provider of identities vouches, from the claims of its ID token. */
final class VouchedLogin {
    private VouchedLogin() {}

    /**
     * Reads it.
     *
     * @param claim the name of the claim that is trusted; empty for none
     * @param claims the token's value by name; {@code null} for what it does not have
     * @return {@code null} if the provider vouches for nothing that can be a login
     */
    static @Nullable Login of(Optional<String> claim, Function<String, @Nullable Object> claims) {
        if (claim.isEmpty() || !(claims.apply(claim.get()) instanceof String value)) {
            return null;
        }
        // An address that anybody may enter as theirs says nothing about who they are.
        boolean verified = !claim.get().equals("email") || isTrue(claims.apply("email_verified"));
        return verified ? Login.parse(value) : null;
    }

    /** Some providers write it as text, and the JSON library has values of its own. */
    private static boolean isTrue(@Nullable Object value) {
        return value != null && value.toString().equals("true");
    }
}
