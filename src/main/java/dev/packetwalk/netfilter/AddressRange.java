package dev.packetwalk.netfilter;

/**
 * All addresses from the first to the last, both included.
 *
 * @param first not after {@code last}
 * @param last of the same family
 */
public record AddressRange(Address first, Address last) implements Addresses {
    public AddressRange {
        if (first.family() != last.family() || first.compareTo(last) > 0) {
            throw new IllegalArgumentException("not a range: " + first + "-" + last);
        }
    }

    @Override
    public boolean contains(Address address) {
        return address.family() == first.family() && address.compareTo(first) >= 0 && address.compareTo(last) <= 0;
    }

    /** As iptables prints it: {@code 10.0.0.1-10.0.0.9}. */
    @Override
    public String toString() {
        return first + "-" + last;
    }
}
