package dev.packetwalk.progress.classes;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What learners type to join a class.
 *
 * @param value 3 to 32 characters of {@code A-Z0-9-}
 */
public record ClassCode(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Z0-9-]{3,32}");

    private static final Pattern BREAK = Pattern.compile("[\\s\\p{Z}\\p{Pd}]+", Pattern.UNICODE_CHARACTER_CLASS);

    /** Without those that are mistaken for each other when they are read from a wall: 0 and O, 1 and I and L, 5 and S, 8 and B. */
    private static final String LEGIBLE = "ACDEFGHJKMNPQRTUVWXYZ234679";

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * @throws IllegalArgumentException if the value is not of the form
     */
    public ClassCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a class code");
        }
    }

    /** Reads what somebody typed: case and surrounding space do not matter. Empty if it cannot be a code. */
    public static Optional<ClassCode> parse(@Nullable String typed) {
        String code = typed == null ? "" : typed.strip().toUpperCase(Locale.ROOT);
        return FORM.matcher(code).matches() ? Optional.of(new ClassCode(code)) : Optional.empty();
    }

    /**
     * Reads what a learner typed from a wall. Space within it stands for a hyphen, and so does any other dash; whether a hyphen is
     * missing is for {@link Classes#byCode} to see. Empty if it cannot be a code.
     */
    public static Optional<ClassCode> typed(@Nullable String typed) {
        return parse(typed == null ? "" : BREAK.matcher(typed.strip()).replaceAll("-"));
    }

    /** A new one such as {@code KRT-4M9}: 387 million are possible. */
    public static ClassCode random() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            code.append(i == 3 ? "-" : "").append(LEGIBLE.charAt(RANDOM.nextInt(LEGIBLE.length())));
        }
        return new ClassCode(code.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
