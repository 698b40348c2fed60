package dev.packetwalk.progress;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a learner is called on their own pages and in their class: in any script, not unique.
 *
 * @param value 1 to 60 characters in normal form C, without leading or trailing space
 */
public record LearnerName(String value) {
    /** The most characters (code points) a name has. */
    public static final int LONGEST = 60;

    private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\s]+");

    /**
     * Characters that show nothing or turn the text around them: a name of them could hide or imitate another. The two joiners
     * (U+200C, U+200D) stay, for some scripts and emoji are written with them.
     */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}&&[^\\u200C\\u200D]]");

    private static final Pattern SEEN = Pattern.compile("[\\p{L}\\p{N}\\p{S}\\p{P}]");

    /**
     * @throws IllegalArgumentException if the value is not as {@link #parse} makes it
     */
    public LearnerName {
        if (!value.equals(tidy(value)) || problemWith(value) != null) {
            throw new IllegalArgumentException("not a name: " + problemWith(value));
        }
    }

    /** Reads what somebody typed: trims it, makes one space of many, and normalises it. */
    public static Parsed parse(@Nullable String typed) {
        String tidy = tidy(typed == null ? "" : typed);
        Flaw problem = problemWith(tidy);
        return problem == null ? new Parsed.Accepted(new LearnerName(tidy)) : new Parsed.Refused(problem);
    }

    /** What came of reading a name. */
    public sealed interface Parsed {
        /** A name. */
        record Accepted(LearnerName name) implements Parsed {}

        /**
         * Not a name.
         *
         * @param flaw what is wrong
         */
        record Refused(Flaw flaw) implements Parsed {}
    }

    /** What can be wrong with a name. */
    public enum Flaw {
        /** There is nothing but space. */
        EMPTY,
        /** It has more than {@link #LONGEST} characters. */
        TOO_LONG,
        /** It has characters that cannot be seen, or none that can. */
        UNREADABLE
    }

    private static String tidy(String typed) {
        return SPACES.matcher(Normalizer.normalize(typed, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }

    private static @Nullable Flaw problemWith(String tidy) {
        int length = tidy.codePointCount(0, tidy.length());
        if (length == 0) {
            return Flaw.EMPTY;
        }
        if (length > LONGEST) {
            return Flaw.TOO_LONG;
        }
        return UNSEEN.matcher(tidy).find() || !SEEN.matcher(tidy).find() ? Flaw.UNREADABLE : null;
    }

    @Override
    public String toString() {
        return value;
    }
}
