package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Counters;
import java.util.Optional;

/** Numbers as rules write them: decimal, hexadecimal with 0x, with a mask behind a slash. */
final class Numbers {
    static final long MAX_32 = 0xffff_ffffL;

    private Numbers() {}

    /** A value and the bits that count. */
    record Masked(long value, long mask) {}

    /** A decimal number from 0 to {@code max}. */
    static Optional<Long> decimal(String text, long max) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        return number > max ? Optional.empty() : Optional.of(number);
    }

    /** A decimal number of 64 bits, unsigned. */
    static Optional<Long> unsigned(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 20 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            return digits ? Optional.of(Long.parseUnsignedLong(text)) : Optional.empty();
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /** Both numbers of a counter; empty when one of them is none. */
    static Optional<Counters> counters(String packets, String bytes) {
        return unsigned(packets).flatMap(p -> unsigned(bytes).map(b -> new Counters(p, b)));
    }

    /** A decimal or hexadecimal number of 32 bits. */
    static Optional<Long> word(String text) {
        if (!text.startsWith("0x")) {
            return decimal(text, MAX_32);
        }
        String digits = text.substring(2);
        boolean hex = !digits.isEmpty()
                && digits.length() <= 8
                && digits.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
        return hex ? Optional.of(Long.parseLong(digits, 16)) : Optional.empty();
    }

    /** {@code value} or {@code value/mask}; without a mask all 32 bits count. */
    static Optional<Masked> valueAndMask(String text) {
        int slash = text.indexOf('/');
        Optional<Long> value = word(slash < 0 ? text : text.substring(0, slash));
        Optional<Long> mask = slash < 0 ? Optional.of(MAX_32) : word(text.substring(slash + 1));
        return value.flatMap(v -> mask.map(m -> new Masked(v, m)));
    }
}
