package dev.packetwalk.progress.access;

import dev.packetwalk.progress.Token;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a program shows to be let in.
 *
 * @param token 256 random bits
 */
public record ApiSecret(Token token) {
    /** By this, people and programs that look for secrets in the wrong place know what it is. */
    private static final String PREFIX = "pw_";

    static ApiSecret random() {
        return new ApiSecret(Token.random());
    }

    /** Reads what a program showed; empty if it cannot be one. */
    public static Optional<ApiSecret> parse(@Nullable String text) {
        return text != null && text.startsWith(PREFIX)
                ? Optional.ofNullable(Token.parse(text.substring(PREFIX.length())))
                        .map(ApiSecret::new)
                : Optional.empty();
    }

    /** The secret itself: {@code pw_} and 43 characters. */
    public String value() {
        return PREFIX + token.value();
    }

    byte[] hash() {
        return token.hash();
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "ApiSecret[…]";
    }
}
