package dev.packetwalk.netfilter.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A counter as a listing shows it: exact, or rounded to thousands with a suffix, once for each step from K to T.
 *
 * @param text as printed, such as {@code 198K}
 * @param least the smallest number that is printed so
 * @param most the largest number that is printed so; {@link Long#MAX_VALUE} where it would be larger
 */
public record ListedCount(String text, long least, long most) {
    private static final Pattern PRINTED = Pattern.compile("(\\d{1,20})([KMGT]?)");
    private static final String SUFFIXES = "KMGT";

    /** The count of a column or of a chain's line; empty when it is none. */
    static Optional<ListedCount> parse(String text) {
        Matcher parts = PRINTED.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long least = Numbers.unsigned(parts.group(1)).filter(n -> n >= 0).orElse(Long.MAX_VALUE);
        long most = least;
        int steps = parts.group(2).isEmpty() ? 0 : SUFFIXES.indexOf(parts.group(2)) + 1;
        for (int i = 0; i < steps; i++) {
            least = Math.max(0, thousandfold(least) - 500);
            most = saturated(thousandfold(most), 499);
        }
        return Optional.of(new ListedCount(text, least, most));
    }

    private static long thousandfold(long number) {
        return number > Long.MAX_VALUE / 1000 ? Long.MAX_VALUE : number * 1000;
    }

    private static long saturated(long number, long more) {
        return number > Long.MAX_VALUE - more ? Long.MAX_VALUE : number + more;
    }

    /** Whether the printed number is the exact one. */
    public boolean exact() {
        return least == most;
    }
}
