package dev.packetwalk.netfilter;

import java.util.Optional;

/**
 * The addresses that agree with {@code address} in the bits of {@code mask}. The mask need not be contiguous: iptables allows
 * {@code 10.0.5.0/255.0.255.0}.
 *
 * @param address with no bits set outside the mask
 * @param mask of the same family
 */
public record Network(Address address, Address mask) implements Addresses {
    public Network {
        if (address.family() != mask.family()) {
            throw new IllegalArgumentException("address and mask of different families");
        }
        address = address.masked(mask);
    }

    /** The text {@code address}, {@code address/length} or {@code address/mask}; empty when it is none of them. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<Address> address = Address.parse(slash < 0 ? text : text.substring(0, slash));
        return address.flatMap(
                a -> (slash < 0 ? Optional.of(prefixMask(a, a.width())) : mask(a, text.substring(slash + 1)))
                        .map(mask -> new Network(a, mask)));
    }

    /** As {@link #parse}, for texts known to be right. */
    public static Network of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a network: " + text));
    }

    private static Optional<Address> mask(Address address, String text) {
        if (!text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int length = Integer.parseInt(text);
            return length > address.width() ? Optional.empty() : Optional.of(prefixMask(address, length));
        }
        return Address.parse(text).filter(mask -> mask.family() == address.family());
    }

    private static Address prefixMask(Address address, int length) {
        if (address.family() == Family.IP) {
            return Address.v4(length == 0 ? 0 : 0xffff_ffffL << (32 - length) & 0xffff_ffffL);
        }
        long high = length == 0 ? 0 : -1L << Math.max(0, 64 - length);
        long low = length <= 64 ? 0 : -1L << (128 - length);
        return new Address(Family.IP6, high, low);
    }

    /** Number of leading one bits when the mask is contiguous; -1 when it has holes. */
    public int prefixLength() {
        int length = mask.family() == Family.IP
                ? Long.bitCount(mask.low())
                : Long.bitCount(mask.high()) + Long.bitCount(mask.low());
        return prefixMask(mask, length).equals(mask) ? length : -1;
    }

    @Override
    public boolean contains(Address candidate) {
        // Compares without making an address: a walk asks this of every rule.
        return candidate.family() == address.family()
                && (candidate.low() & mask.low()) == address.low()
                && (candidate.high() & mask.high()) == address.high();
    }

    /** As iptables-save prints it: {@code 10.0.0.0/8}, with a dotted mask when the mask has holes. */
    @Override
    public String toString() {
        int length = prefixLength();
        return address + "/" + (length >= 0 ? Integer.toString(length) : mask.toString());
    }
}
