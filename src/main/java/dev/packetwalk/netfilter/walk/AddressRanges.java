package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.AddressList;
import dev.packetwalk.netfilter.AddressRange;
import dev.packetwalk.netfilter.Addresses;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Network;
import java.util.Optional;

/** Turns the addresses of a rule into ranges. */
final class AddressRanges {
    private static final int MOST_HOLES = 10;

    private AddressRanges() {}

    /** The same addresses as ranges; empty when a mask has so many holes that the ranges would be too many. */
    static Optional<Ranges<Address>> of(Addresses addresses) {
        return switch (addresses) {
            case AddressRange range -> Optional.of(between(range.first(), range.last()));
            case Network network -> network(network);
            case AddressList list -> list(list);
        };
    }

    private static Optional<Ranges<Address>> list(AddressList list) {
        Ranges<Address> union = Ranges.none();
        for (Addresses member : list.anyOf()) {
            Optional<Ranges<Address>> ranges = of(member);
            if (ranges.isEmpty()) {
                return ranges;
            }
            union = union.union(ranges.get());
        }
        return Optional.of(union);
    }

    private static Ranges<Address> between(Address first, Address last) {
        return next(last).map(end -> Ranges.between(first, end)).orElseGet(() -> Ranges.from(first));
    }

    /** The address behind this one, where IPv6 follows IPv4; empty for the very last. */
    private static Optional<Address> next(Address address) {
        if (address.family() == Family.IP) {
            boolean last = address.low() == 0xffff_ffffL;
            return Optional.of(last ? Dimension.FIRST_V6 : Address.v4(address.low() + 1));
        }
        if (address.low() != -1L) {
            return Optional.of(new Address(Family.IP6, address.high(), address.low() + 1));
        }
        return address.high() == -1L ? Optional.empty() : Optional.of(new Address(Family.IP6, address.high() + 1, 0));
    }

    private static Optional<Ranges<Address>> network(Network network) {
        Address free = complement(network.mask());
        if (network.prefixLength() >= 0) {
            return Optional.of(between(network.address(), or(network.address(), free)));
        }
        if (network.address().family() == Family.IP6) {
            return Optional.empty();
        }
        // The run of free bits at the low end makes each range; every other free bit doubles their number.
        int run = Long.numberOfTrailingZeros(network.mask().low());
        long holes = free.low() >>> run << run;
        if (Long.bitCount(holes) > MOST_HOLES) {
            return Optional.empty();
        }
        Ranges<Address> ranges = Ranges.none();
        long hole = 0;
        do {
            long first = network.address().low() | hole;
            ranges = ranges.union(between(Address.v4(first), Address.v4(first | ((1L << run) - 1))));
            hole = (hole - holes) & holes;
        } while (hole != 0);
        return Optional.of(ranges);
    }

    private static Address complement(Address mask) {
        return mask.family() == Family.IP
                ? Address.v4(~mask.low() & 0xffff_ffffL)
                : new Address(Family.IP6, ~mask.high(), ~mask.low());
    }

    private static Address or(Address first, Address second) {
        return new Address(first.family(), first.high() | second.high(), first.low() | second.low());
    }
}
