package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Transport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a packet in a box, the more ordinary the better, and tells whether a packet is in one. */
final class Examples {
    private static final List<String> INTERFACES = List.of("", "eth0", "lo", "eth1", "wlan0", "docker0");
    private static final List<Long> PROTOCOLS = List.of(6L, 17L, 1L);
    private static final List<Address> OWN = List.of(Address.of("127.0.0.1"));
    private static final List<Address> SOURCES = Stream.of("203.0.113.9", "198.51.100.7", "10.0.0.9", "192.168.1.9")
            .map(Address::of)
            .toList();
    private static final List<Address> DESTINATIONS =
            Stream.of("192.0.2.10", "10.0.0.2", "192.168.1.2").map(Address::of).toList();
    private static final List<Long> SOURCE_PORTS = List.of(40000L, 50000L, 1024L);
    private static final List<Long> DESTINATION_PORTS = List.of(80L, 22L, 443L, 8080L, 53L);
    private static final List<Long> OPENING = List.of(0x02L);
    private static final List<Long> ONGOING = List.of(0x10L, 0x18L, 0x12L);
    private static final List<Long> ICMP = List.of(8L << 8, 0L, 3L << 8 | 3);
    private static final List<Long> STATES = List.of(1L);

    private Examples() {}

    static Packet of(Box box) {
        String in = name(box.get(Dimension.IN));
        String out = name(box.get(Dimension.OUT));
        boolean loopback = in.equals("lo") || out.equals("lo");
        ConnState state = Dimension.stateOf(choose(box.get(Dimension.STATE), STATES));
        long mark = choose(box.get(Dimension.MARK), List.of(0L));
        return new Packet(
                in,
                out,
                choose(box.get(Dimension.SOURCE), loopback ? OWN : SOURCES),
                choose(box.get(Dimension.DESTINATION), loopback ? OWN : DESTINATIONS),
                transport(box, state),
                state,
                mark == Dimension.UNKNOWN_MARK ? 0 : mark);
    }

    private static <T extends Comparable<T>> T choose(Ranges<T> side, List<T> ordinary) {
        return ordinary.stream()
                .filter(side::contains)
                .findFirst()
                .orElseGet(() -> side.starts().getFirst());
    }

    private static Transport transport(Box box, ConnState state) {
        Protocol protocol = new Protocol((int) (long) choose(box.get(Dimension.PROTOCOL), PROTOCOLS));
        if (!box.get(Dimension.FRAGMENT).contains(0L)) {
            return new LaterFragment(protocol);
        }
        if (protocol.equals(Protocol.ICMP) || protocol.equals(Protocol.ICMPV6)) {
            int typeAndCode = (int) (long) choose(box.get(Dimension.ICMP), ICMP);
            return new IcmpHeader(protocol, typeAndCode >> 8, typeAndCode & 255);
        }
        if (!protocol.hasPorts()) {
            return new OtherTransport(protocol);
        }
        int sourcePort = (int) (long) choose(box.get(Dimension.SOURCE_PORT), SOURCE_PORTS);
        int destinationPort = (int) (long) choose(box.get(Dimension.DESTINATION_PORT), DESTINATION_PORTS);
        if (!protocol.equals(Protocol.TCP)) {
            return new PortsHeader(protocol, sourcePort, destinationPort);
        }
        List<Long> flags = state == ConnState.NEW || state == ConnState.RELATED ? OPENING : ONGOING;
        return new TcpHeader(sourcePort, destinationPort, (int) (long) choose(box.get(Dimension.TCP_FLAGS), flags));
    }

    private static String name(Ranges<String> names) {
        Optional<String> ordinary = INTERFACES.stream().filter(names::contains).findFirst();
        // A range that starts right behind a name starts with that name and a zero character: extend the name instead.
        return ordinary.or(() -> names.starts().stream()
                        .flatMap(start -> Stream.of(start, start.replace('\0', '0'), start + "0"))
                        .filter(name -> name.indexOf('\0') < 0 && names.contains(name))
                        .findFirst())
                .orElseGet(() -> names.starts().getFirst());
    }

    static boolean isIn(Packet packet, Box box) {
        return box.get(Dimension.IN).contains(packet.in())
                && box.get(Dimension.OUT).contains(packet.out())
                && box.get(Dimension.STATE)
                                .intersect(Dimension.state(packet.state()))
                                .size()
                        > 0
                && box.get(Dimension.SOURCE).contains(packet.source())
                && box.get(Dimension.DESTINATION).contains(packet.destination())
                && box.get(Dimension.PROTOCOL).contains((long) packet.protocol().number())
                && box.get(Dimension.MARK).contains(packet.mark())
                && isIn(packet.transport(), box);
    }

    private static boolean isIn(Transport transport, Box box) {
        boolean fragment = transport instanceof LaterFragment;
        if (!box.get(Dimension.FRAGMENT).contains(fragment ? 1L : 0L)) {
            return false;
        }
        return switch (transport) {
            case LaterFragment later -> true;
            case OtherTransport other -> true;
            case IcmpHeader icmp -> box.get(Dimension.ICMP).contains((long) icmp.type() << 8 | icmp.code());
            case PortsHeader ports -> isIn(ports.sourcePort(), ports.destinationPort(), box);
            case TcpHeader tcp ->
                isIn(tcp.sourcePort(), tcp.destinationPort(), box)
                        && box.get(Dimension.TCP_FLAGS).contains((long) tcp.flags());
        };
    }

    private static boolean isIn(int sourcePort, int destinationPort, Box box) {
        return box.get(Dimension.SOURCE_PORT).contains((long) sourcePort)
                && box.get(Dimension.DESTINATION_PORT).contains((long) destinationPort);
    }
}
