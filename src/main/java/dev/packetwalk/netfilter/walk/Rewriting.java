package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.AddressRange;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Masquerade;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.PortRange;
import dev.packetwalk.netfilter.Redirect;
import dev.packetwalk.netfilter.SetMark;
import dev.packetwalk.netfilter.SourceNat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What targets change about packets. */
final class Rewriting {
    /** Marks in longer ranges than this are not followed one by one. */
    private static final int MOST_MARKS = 256;

    private Rewriting() {}

    static UnaryOperator<PacketSet> of(DestinationNat nat) {
        return packets ->
                port(address(packets, Dimension.DESTINATION, nat.addresses()), Dimension.DESTINATION_PORT, nat.ports());
    }

    static UnaryOperator<PacketSet> of(SourceNat nat) {
        return packets -> anyPortUnless(address(packets, Dimension.SOURCE, nat.addresses()), nat.ports());
    }

    /** The new source is an address of this host, which is not known here. */
    static UnaryOperator<PacketSet> of(Masquerade masquerade) {
        return packets -> anyPortUnless(anyAddress(packets, Dimension.SOURCE), masquerade.ports());
    }

    /** The new destination is an address of this host, which is not known here. */
    static UnaryOperator<PacketSet> of(Redirect redirect) {
        return packets ->
                port(anyAddress(packets, Dimension.DESTINATION), Dimension.DESTINATION_PORT, redirect.ports());
    }

    static UnaryOperator<PacketSet> of(SetMark mark) {
        return packets -> packets.each(box -> box.rewrite(Dimension.MARK, marks(box.get(Dimension.MARK), mark)));
    }

    static UnaryOperator<PacketSet> unknownMark() {
        return packets -> packets.rewritten(Dimension.MARK, Dimension.number(Dimension.UNKNOWN_MARK));
    }

    /** Packets over loopback were tracked, or exempted, on their way out already. */
    static UnaryOperator<PacketSet> of(NoTrack notrack) {
        PacketSet loopback = PacketSet.where(Dimension.IN, Dimension.name("lo"));
        return packets -> packets.subtract(loopback)
                .rewritten(Dimension.STATE, Dimension.state(ConnState.UNTRACKED))
                .union(packets.intersect(loopback));
    }

    private static Ranges<Long> marks(Ranges<Long> before, SetMark target) {
        if (target.mask() == 0xffff_ffffL) {
            return Dimension.number(target.value());
        }
        Ranges<Long> unknown = Dimension.number(Dimension.UNKNOWN_MARK);
        SortedSet<Long> made = new TreeSet<>();
        List<Long> edges = before.subtract(unknown).edges();
        for (int i = 0; i < edges.size(); i += 2) {
            if (edges.get(i + 1) - edges.get(i) > MOST_MARKS || made.size() > MOST_MARKS) {
                return unknown;
            }
            for (long mark = edges.get(i); mark < edges.get(i + 1); mark++) {
                made.add(target.apply(mark));
            }
        }
        return before.intersect(unknown).union(Ranges.ofEach(List.copyOf(made)));
    }

    private static PacketSet address(PacketSet packets, Dimension<Address> side, Optional<AddressRange> addresses) {
        return addresses
                .flatMap(AddressRanges::of)
                .map(ranges -> packets.rewritten(side, ranges))
                .orElse(packets);
    }

    private static PacketSet anyAddress(PacketSet packets, Dimension<Address> side) {
        return packets.rewritten(side, Dimension.v4());
    }

    private static PacketSet port(PacketSet packets, Dimension<Long> side, Optional<PortRange> ports) {
        if (ports.isEmpty()) {
            return packets;
        }
        PacketSet withPorts = packets.withPorts();
        PacketSet others = packets.subtract(PacketSet.everything().withPorts());
        return withPorts.rewritten(side, Dimension.ports(List.of(ports.get()))).union(others);
    }

    /** Without stated ports the kernel keeps the source port where it can, and takes another where it must. */
    private static PacketSet anyPortUnless(PacketSet packets, Optional<PortRange> ports) {
        return ports.isPresent()
                ? port(packets, Dimension.SOURCE_PORT, ports)
                : port(packets, Dimension.SOURCE_PORT, Optional.of(new PortRange(0, 0xffff)));
    }
}
