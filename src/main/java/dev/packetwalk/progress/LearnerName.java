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
        String problem = problemWith(tidy);
        return problem == null ? new Parsed.Accepted(new LearnerName(tidy)) : new Parsed.Refused(problem);
    }

    /** What came of reading a name. */
    public sealed interface Parsed {
        /** A name. */
        record Accepted(LearnerName name) implements Parsed {}

        /**
         * Not a name.
         *
         * @param problem what is wrong and what to do, for the learner
         */
        record Refused(String problem) implements Parsed {}
    }

    private static String tidy(String typed) {
        return SPACES.matcher(Normalizer.normalize(typed, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }

    private static @Nullable String problemWith(String tidy) {
        int length = tidy.codePointCount(0, tidy.length());
        if (length == 0) {
            return "Please tell us a name to call you by.";
        }
        if (length > LONGEST) {
            return "That name has " + length + " characters; please choose one of at most " + LONGEST + ".";
        }
        if (UNSEEN.matcher(tidy).find()) {
            return "That name contains characters that cannot be seen; please type it without them.";
        }
        if (!SEEN.matcher(tidy).find()) {
            return "That name shows nothing on the screen; please use at least one letter, digit or sign.";
        }
        return null;
    }

    @Override
    public String toString() {
        return value;
    }
}
