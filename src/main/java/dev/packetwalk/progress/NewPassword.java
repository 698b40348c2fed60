package dev.packetwalk.progress;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A password that somebody may choose. Length is what makes one hard to guess, so nothing is asked of its characters. */
public final class NewPassword {
    /** The fewest characters (code points). */
    public static final int SHORTEST = 12;

    /** The most: enough for any sentence, and not so many that hashing them costs anything. */
    public static final int LONGEST = 200;

    private static final int FEWEST_DIFFERENT = 5;

    private final String value;

    private NewPassword(String value) {
        this.value = value;
    }

    /** Reads what somebody typed. Nothing is trimmed. */
    public static Parsed parse(@Nullable String typed, Login login) {
        String value = typed == null ? "" : typed;
        int length = value.codePointCount(0, value.length());
        if (length < SHORTEST) {
            return new Parsed.Refused(Problem.TOO_SHORT);
        }
        if (length > LONGEST) {
            return new Parsed.Refused(Problem.TOO_LONG);
        }
        if (value.codePoints().distinct().count() < FEWEST_DIFFERENT) {
            return new Parsed.Refused(Problem.TOO_PLAIN);
        }
        if (value.toLowerCase(Locale.ROOT).contains(login.value())) {
            return new Parsed.Refused(Problem.HOLDS_THE_LOGIN);
        }
        return new Parsed.Accepted(new NewPassword(value));
    }

    String value() {
        return value;
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "NewPassword[…]";
    }

    /** What came of reading a password. */
    public sealed interface Parsed {
        /** One that may be chosen. */
        record Accepted(NewPassword password) implements Parsed {}

        /** One that is too easy to guess, or no password. */
        record Refused(Problem problem) implements Parsed {}
    }

    /** Why a password may not be chosen. */
    public enum Problem {
        TOO_SHORT,
        TOO_LONG,
        /** It repeats a few characters. */
        TOO_PLAIN,
        HOLDS_THE_LOGIN
    }
}
