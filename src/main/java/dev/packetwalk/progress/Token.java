package dev.packetwalk.progress;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A secret that stands for a learner: what a session cookie or a resume link carries.
 *
 * @param value 43 characters of URL-safe Base64: 256 random bits
 */
public record Token(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * @throws IllegalArgumentException if the value is not of the form; the message does not repeat it
     */
    public Token {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a token");
        }
    }

    /** A new one from a cryptographic source. */
    public static Token random() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** Reads what somebody sent; {@code null} if it cannot be a token. */
    public static @Nullable Token parse(@Nullable String value) {
        return value != null && FORM.matcher(value).matches() ? new Token(value) : null;
    }

    /** What is kept in its place: a token is too random to be guessed from its SHA-256, so no slow hash is needed. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(value.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "Token[…]";
    }
}
