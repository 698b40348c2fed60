package dev.packetwalk.netfilter;

import java.util.Locale;
import java.util.Optional;

/**
 * The hardware address of an Ethernet device.
 *
 * @param bits its 48 bits
 */
public record MacAddress(long bits) {
    private static final int BYTES = 6;

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("a hardware address has 48 bits");
        }
    }

    /** Six hexadecimal bytes with colons between them, in any case; empty when the text is something else. */
    public static Optional<MacAddress> parse(String text) {
        String[] parts = text.split(":", -1);
        long bits = 0;
        for (String part : parts) {
            boolean hex = (part.length() == 1 || part.length() == 2)
                    && part.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
            if (!hex) {
                return Optional.empty();
            }
            bits = bits << 8 | Integer.parseInt(part, 16);
        }
        return parts.length == BYTES ? Optional.of(new MacAddress(bits)) : Optional.empty();
    }

    /** As iptables-save 1.8.9 prints it: {@code 02:00:5e:00:53:af}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int shift = 40; shift >= 0; shift -= 8) {
            text.append(text.isEmpty() ? "" : ":").append(String.format(Locale.ROOT, "%02x", bits >> shift & 255));
        }
        return text.toString();
    }
}
