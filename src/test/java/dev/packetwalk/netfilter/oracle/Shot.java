package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Details;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.MacAddress;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.TcpOptions;
import dev.packetwalk.netfilter.Transport;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A packet to send.
 *
 * @param packet as the walk is told of it; it arrives on {@code packet.in()}, or is the box's own where that is empty
 * @param datagram the same as it goes over the wire
 */
record Shot(Packet packet, Datagram datagram) {
    private static final int MSS = 1460;
    private static final MacAddress OUTSIDE =
            MacAddress.parse("02:00:00:00:00:02").orElseThrow();
    private static final MacAddress BEHIND =
            MacAddress.parse("02:00:00:00:00:04").orElseThrow();

    /**
     * What packets of one kind can differ in.
     *
     * @param ttl TTL or hop limit
     * @param tos type of service or traffic class
     * @param maximumSegmentSize whether a TCP header has that option
     * @param payload number of bytes behind the headers
     */
    record Shape(int ttl, int tos, boolean maximumSegmentSize, int payload) {
        static final Shape PLAIN = new Shape(64, 0, false, 0);
    }

    static Shot of(Address source, Address destination, Transport transport, Shape shape) {
        return of(source, destination, transport, shape, OptionalInt.empty(), Optional.empty());
    }

    /** An ICMP query or its answer. */
    static Shot query(Address source, Address destination, IcmpHeader header, int id, Shape shape) {
        return of(source, destination, header, shape, OptionalInt.of(id), Optional.empty());
    }

    /** An ICMP error about a packet. */
    static Shot error(Address source, IcmpHeader header, Packet about, Shape shape) {
        return of(source, about.source(), header, shape, OptionalInt.empty(), Optional.of(about));
    }

    private static Shot of(
            Address source,
            Address destination,
            Transport transport,
            Shape shape,
            OptionalInt id,
            Optional<Packet> about) {
        boolean tcp = transport instanceof TcpHeader;
        boolean option = tcp && shape.maximumSegmentSize();
        int rest = id.isPresent() ? id.getAsInt() << 16 | 1 : about.isPresent() ? 0 : sequence(transport);
        Datagram datagram = new Datagram(
                source,
                destination,
                shape.ttl(),
                shape.tos(),
                transport,
                rest,
                option ? OptionalInt.of(MSS) : OptionalInt.empty(),
                shape.payload(),
                about.map(Shot::quotation));
        TcpOptions options = option
                ? new TcpOptions(Set.of(TcpOptions.MSS), OptionalInt.of(MSS))
                : new TcpOptions(Set.of(), OptionalInt.empty());
        String in = Places.from(source);
        boolean arrives = !in.isEmpty();
        Details details = new Details(
                arrives ? Optional.of(in.equals("eth0") ? OUTSIDE : BEHIND) : Optional.empty(),
                arrives ? Optional.of(Places.cast(destination)) : Optional.empty(),
                OptionalInt.of(datagram.bytes().length),
                OptionalInt.of(shape.ttl()),
                OptionalInt.of(shape.tos()),
                tcp ? Optional.of(options) : Optional.empty(),
                id,
                about);
        ConnState alone = ConnState.withoutFlow(transport);
        return new Shot(new Packet(in, "", source, destination, transport, alone, 0, details), datagram);
    }

    /** Every segment acknowledges 0; a reset counts only with the number that was acknowledged last. */
    private static int sequence(Transport transport) {
        boolean reset = transport instanceof TcpHeader tcp && (tcp.flags() & TcpFlag.RST.bit()) != 0;
        return reset ? 0 : 1000;
    }

    private static Datagram quotation(Packet packet) {
        int id = packet.details().icmpId().orElse(0);
        return new Datagram(
                packet.source(),
                packet.destination(),
                63,
                0,
                packet.transport(),
                id << 16 | 1,
                OptionalInt.empty(),
                0,
                Optional.empty());
    }
}
