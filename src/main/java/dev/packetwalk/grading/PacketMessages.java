package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Choice;
import dev.packetwalk.grading.Argument.Name;
import dev.packetwalk.grading.Argument.Whole;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpHeader;
import java.util.Locale;
import java.util.Map;

/** What a packet is, to be told in any language; in English it is what {@link Packet#describe()} says. */
final class PacketMessages {
    private static final int ECHO_REPLY = 0;
    private static final int UNREACHABLE = 3;
    private static final int ECHO_REQUEST = 8;
    private static final int TIME_EXCEEDED = 11;

    private PacketMessages() {}

    static Message of(Packet packet) {
        Choice state = Choice.of(packet.state());
        Message way = way(packet);
        return switch (packet.transport()) {
            case TcpHeader tcp -> {
                String flags = flags(tcp.flags());
                Whole port = new Whole(tcp.destinationPort());
                yield flags.isEmpty()
                        ? new Message(Key.TCP_PACKET_WITHOUT_FLAGS, Map.of("state", state, "port", port, "way", way))
                        : new Message(
                                Key.TCP_PACKET,
                                Map.of("state", state, "flags", new Name(flags), "port", port, "way", way));
            }
            case PortsHeader ports -> {
                Name protocol = new Name(ports.protocol().toString().toUpperCase(Locale.ROOT));
                Whole port = new Whole(ports.destinationPort());
                yield new Message(
                        Key.PORT_PACKET, Map.of("state", state, "protocol", protocol, "port", port, "way", way));
            }
            case IcmpHeader icmp -> icmp(icmp, state, way);
            case LaterFragment fragment -> ofProtocol(Key.FRAGMENT, fragment.protocol(), state, way);
            case OtherTransport other -> ofProtocol(Key.OTHER_PACKET, other.protocol(), state, way);
        };
    }

    private static Message ofProtocol(Key key, Protocol protocol, Choice state, Message way) {
        return new Message(key, Map.of("state", state, "protocol", new Name(protocol.toString()), "way", way));
    }

    private static Message icmp(IcmpHeader icmp, Choice state, Message way) {
        if (icmp.protocol().equals(Protocol.ICMP)) {
            switch (icmp.type()) {
                case ECHO_REPLY -> {
                    return new Message(Key.ECHO_REPLY, Map.of("state", state, "way", way));
                }
                case UNREACHABLE -> {
                    return new Message(Key.UNREACHABLE, Map.of("state", state, "way", way));
                }
                case ECHO_REQUEST -> {
                    return new Message(Key.ECHO_REQUEST, Map.of("state", state, "way", way));
                }
                case TIME_EXCEEDED -> {
                    return new Message(Key.TIME_EXCEEDED, Map.of("state", state, "way", way));
                }
                default -> {}
            }
        }
        return new Message(Key.ICMP_MESSAGE, Map.of("state", state, "type", new Whole(icmp.type()), "way", way));
    }

    private static String flags(int flags) {
        StringBuilder names = new StringBuilder();
        for (TcpFlag flag : TcpFlag.values()) {
            if ((flags & flag.bit()) != 0) {
                names.append(names.isEmpty() ? "" : "+").append(flag);
            }
        }
        return names.toString();
    }

    private static Message way(Packet packet) {
        Name from = new Name(packet.source().toString());
        Name to = new Name(packet.destination().toString());
        Name in = new Name(packet.in());
        Name out = new Name(packet.out());
        if (in.text().isEmpty()) {
            return out.text().isEmpty()
                    ? new Message(Key.WAY, Map.of("from", from, "to", to))
                    : new Message(Key.WAY_OUT, Map.of("from", from, "to", to, "out", out));
        }
        return out.text().isEmpty()
                ? new Message(Key.WAY_IN, Map.of("from", from, "to", to, "in", in))
                : new Message(Key.WAY_THROUGH, Map.of("from", from, "to", to, "in", in, "out", out));
    }
}
