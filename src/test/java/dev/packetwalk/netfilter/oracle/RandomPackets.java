package dev.packetwalk.netfilter.oracle;

import static dev.packetwalk.netfilter.oracle.Places.pick;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Details;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.FlowDirection;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Transport;
import java.util.List;
import java.util.Random;

/**
 * Random packets: new ones to the box, through it, from it and within it; more of flows that the kernel knows, in both directions;
 * errors about these; and some that belong to nothing.
 */
final class RandomPackets {
    private static final int SYN = 0x02;
    private static final int SYN_ACK = 0x12;
    private static final int ACK = 0x10;
    private static final int PSH_ACK = 0x18;
    private static final int FIN_ACK = 0x11;
    private static final int RST = 0x04;

    private final Random random;
    private final Places places;
    private final boolean v6;

    RandomPackets(Random random, Family family) {
        this.random = random;
        this.places = Places.of(family);
        this.v6 = family == Family.IP6;
    }

    /** The next packet, where the kernel knows these flows. */
    Shot next(List<Flow> flows) {
        List<Flow> ours = flows.stream()
                .filter(flow -> flow.original().source().family() == places.family())
                .toList();
        int kind = random.nextInt(100);
        if (ours.isEmpty() || kind < 35) {
            return fresh();
        }
        Flow flow = pick(random, ours);
        return kind < 80 ? more(flow) : error(flow);
    }

    private Shot fresh() {
        String from = pick(random, List.of("eth0", "eth0", "eth0", "docker0", "docker0", "", "", ""));
        return switch (from) {
            case "eth0" -> fresh(pick(random, places.outside()), fromOutside());
            case "docker0" -> fresh(pick(random, places.behind()), fromBehind());
            default -> local();
        };
    }

    private Shot fresh(String source, String destination) {
        Transport transport = starting();
        Address from = Address.of(source);
        Address to = Address.of(destination);
        return transport instanceof IcmpHeader icmp
                ? Shot.query(from, to, icmp, 1 + random.nextInt(60_000), shape())
                : Shot.of(from, to, transport, shape());
    }

    private String fromOutside() {
        int kind = random.nextInt(20);
        if (kind < 2) {
            return pick(random, places.groups());
        }
        return pick(random, kind < 12 ? places.box() : kind < 18 ? places.behind() : places.outside());
    }

    private String fromBehind() {
        int kind = random.nextInt(10);
        return pick(random, kind < 2 ? places.box() : kind < 9 ? places.outside() : places.behind());
    }

    private Shot local() {
        int kind = random.nextInt(10);
        if (kind < 2) {
            return fresh(places.loopback(), places.loopback());
        }
        if (kind < 3) {
            return fresh(pick(random, places.box()), pick(random, places.box()));
        }
        String destination = pick(random, kind < 8 ? places.outside() : places.behind());
        String source = Places.from(Address.of(destination)).equals("eth0")
                ? places.box().getFirst()
                : places.box().getLast();
        if (!v6 && random.nextInt(20) == 0) {
            Transport fragment = new LaterFragment(Protocol.UDP);
            return Shot.of(Address.of(source), Address.of(destination), fragment, shape());
        }
        return fresh(source, destination);
    }

    private Transport starting() {
        int kind = random.nextInt(20);
        if (kind < 9) {
            return new TcpHeader(sourcePort(), destinationPort(), flags());
        }
        if (kind < 15) {
            return new PortsHeader(Protocol.UDP, sourcePort(), destinationPort());
        }
        if (kind < 19) {
            List<Integer> types = v6 ? List.of(128, 128, 128, 129, 1) : List.of(8, 8, 8, 8, 0, 13, 3, 5);
            return new IcmpHeader(icmp(), pick(random, types), 0);
        }
        return new OtherTransport(new Protocol(pick(random, List.of(89, 103, 253))));
    }

    private int flags() {
        return random.nextInt(4) != 0
                ? SYN
                : pick(random, List.of(ACK, PSH_ACK, SYN_ACK, FIN_ACK, RST, 0x03, 0x00, 0x29, 0xc2));
    }

    private Protocol icmp() {
        return v6 ? Protocol.ICMPV6 : Protocol.ICMP;
    }

    private int sourcePort() {
        return random.nextInt(6) == 0 ? pick(random, List.of(53, 4500)) : 40000 + random.nextInt(20000);
    }

    private int destinationPort() {
        return pick(random, List.of(22, 80, 53, 443, 4500, 8080, 45000));
    }

    /** One more packet of a flow: with it, or against it. */
    private Shot more(Flow flow) {
        boolean reply = random.nextBoolean();
        FlowDirection way = reply ? flow.reply() : flow.original();
        Transport transport = transport(flow, way, reply);
        return transport instanceof IcmpHeader icmp
                ? Shot.query(way.source(), way.destination(), icmp, way.icmpId().orElseThrow(), shape())
                : Shot.of(way.source(), way.destination(), transport, shape());
    }

    private Transport transport(Flow flow, FlowDirection way, boolean reply) {
        Protocol protocol = flow.protocol();
        if (protocol.equals(Protocol.TCP)) {
            return new TcpHeader(
                    way.sourcePort().orElseThrow(), way.destinationPort().orElseThrow(), flags(flow, reply));
        }
        if (protocol.hasPorts()) {
            return new PortsHeader(
                    protocol,
                    way.sourcePort().orElseThrow(),
                    way.destinationPort().orElseThrow());
        }
        return way.icmpType().isPresent()
                ? new IcmpHeader(protocol, way.icmpType().get(), 0)
                : new OtherTransport(protocol);
    }

    /** Flags that go well with the state of the connection. */
    private int flags(Flow flow, boolean reply) {
        return switch (flow.tcpState().orElse("")) {
            case "SYN_SENT" -> reply ? SYN_ACK : SYN;
            case "SYN_RECV" -> reply ? SYN_ACK : ACK;
            default -> pick(random, List.of(ACK, PSH_ACK, PSH_ACK, FIN_ACK, RST, SYN));
        };
    }

    /** An ICMP error about a packet of the flow, from where that packet was going. */
    private Shot error(Flow flow) {
        boolean aboutReply = random.nextBoolean();
        FlowDirection back = aboutReply ? flow.original() : flow.reply();
        Transport lost = mirrored(flow, back, aboutReply);
        Address source = back.source();
        Address receiver = back.destination();
        Packet quoted = new Packet("", "", receiver, source, lost, ConnState.NEW, 0, identified(Details.NONE, back));
        List<IcmpHeader> errors = v6
                ? List.of(new IcmpHeader(icmp(), 1, 4), new IcmpHeader(icmp(), 1, 3), new IcmpHeader(icmp(), 3, 0))
                : List.of(new IcmpHeader(icmp(), 3, 1), new IcmpHeader(icmp(), 3, 3), new IcmpHeader(icmp(), 11, 0));
        return Shot.error(source, pick(random, errors), quoted, shape());
    }

    private static Details identified(Details details, FlowDirection way) {
        return way.icmpId().map(details::withIcmpId).orElse(details);
    }

    /** The header of a packet that goes the other way than this direction. */
    private Transport mirrored(Flow flow, FlowDirection back, boolean aboutReply) {
        FlowDirection there = aboutReply ? flow.reply() : flow.original();
        return switch (transport(flow, back, aboutReply)) {
            case TcpHeader tcp ->
                new TcpHeader(/* sourcePort= */ tcp.destinationPort(), /* destinationPort= */ tcp.sourcePort(), ACK);
            case PortsHeader ports ->
                new PortsHeader(
                        ports.protocol(),
                        /* sourcePort= */ ports.destinationPort(),
                        /* destinationPort= */ ports.sourcePort());
            case IcmpHeader icmp ->
                new IcmpHeader(icmp.protocol(), there.icmpType().orElseThrow(), 0);
            case OtherTransport other -> other;
            case LaterFragment fragment -> fragment;
        };
    }

    private Shot.Shape shape() {
        return new Shot.Shape(
                pick(random, List.of(64, 64, 64, 63, 128, 255, 2)),
                pick(random, List.of(0, 0, 0, 0x10, 0xb8)),
                random.nextInt(4) == 0,
                random.nextInt(40));
    }
}
