package dev.packetwalk.netfilter;

import java.util.Comparator;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address.
 *
 * @param family {@link Family#IP} or {@link Family#IP6}
 * @param high the upper 64 bits of an IPv6 address; 0 for IPv4
 * @param low the lower 64 bits, or the 32 bits of an IPv4 address
 */
public record Address(Family family, long high, long low) implements Comparable<Address> {
    private static final Comparator<Address> ORDER = Comparator.comparing(Address::family)
            .thenComparing(Address::high, Long::compareUnsigned)
            .thenComparing(Address::low, Long::compareUnsigned);

    public Address {
        if (family != Family.IP && family != Family.IP6) {
            throw new IllegalArgumentException("an address is of family ip or ip6, not " + family.keyword());
        }
        if (family == Family.IP && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /** The IPv4 address with these 32 bits. */
    public static Address v4(long bits) {
        return new Address(Family.IP, 0, bits);
    }

    /** The address that this text names: dotted decimal, or IPv6 in any form of RFC 4291; empty when it is neither. */
    public static Optional<Address> parse(String text) {
        return text.indexOf(':') >= 0 ? Ipv6Notation.parse(text) : parseV4(text);
    }

    /** As {@link #parse}, for texts known to be right. */
    public static Address of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an address: " + text));
    }

    private static Optional<Address> parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        long bits = 0;
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.empty();
            }
            int octet = Integer.parseInt(part);
            if (octet > 255) {
                return Optional.empty();
            }
            bits = bits << 8 | octet;
        }
        return Optional.of(v4(bits));
    }

    /** Number of bits: 32 or 128. */
    public int width() {
        return family == Family.IP ? 32 : 128;
    }

    /** This address with the bits outside the mask cleared. */
    public Address masked(Address mask) {
        return new Address(family, high & mask.high, low & mask.low);
    }

    @Override
    public int compareTo(Address other) {
        return ORDER.compare(this, other);
    }

    /** Dotted decimal, or the shortest IPv6 form of RFC 5952. */
    @Override
    public String toString() {
        return family == Family.IP6
                ? Ipv6Notation.print(this)
                : (low >> 24) + "." + (low >> 16 & 255) + "." + (low >> 8 & 255) + "." + (low & 255);
    }
}
