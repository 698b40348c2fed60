package dev.packetwalk.sandbox;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * Names one sandbox for as long as it exists.
 *
 * @param value 26 characters of {@code a-z2-7}: 130 random bits, so that it cannot be guessed
 */
public record SandboxId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z2-7]{26}");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * @throws IllegalArgumentException if the value is not 26 characters of {@code a-z2-7}
     */
    public SandboxId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a sandbox id: " + value);
        }
    }

    /** A new id from a cryptographic source. */
    public static SandboxId random() {
        StringBuilder text = new StringBuilder(26);
        RANDOM.ints(26, 0, ALPHABET.length()).forEach(i -> text.append(ALPHABET.charAt(i)));
        return new SandboxId(text.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
