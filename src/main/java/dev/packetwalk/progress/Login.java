package dev.packetwalk.progress;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody signs in with beside their password. Unique; case does not matter.
 *
 * @param value 2 to 64 of {@code a-z 0-9 . _ @ + -}, the first a letter or digit: an e-mail address will do
 */
public record Login(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._@+-]{1,63}");

    /**
     * @throws IllegalArgumentException if the value is not as {@link #parse} makes it
     */
    public Login {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a login");
        }
    }

    /** Reads what somebody typed; {@code null} if it cannot be a login. */
    public static @Nullable Login parse(@Nullable String typed) {
        if (typed == null || typed.length() > 200) {
            return null;
        }
        String tidy = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        return FORM.matcher(tidy).matches() ? new Login(tidy) : null;
    }

    @Override
    public String toString() {
        return value;
    }
}
