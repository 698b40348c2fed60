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
import java.util.HashMap;
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
        Map<String, Argument> arguments = new HashMap<>();
        arguments.put("state", Choice.of(packet.state()));
        arguments.put("way", way(packet));
        Key key = switch (packet.transport()) {
            case TcpHeader tcp -> {
                arguments.put("port", new Whole(tcp.destinationPort()));
                String flags = flags(tcp.flags());
                if (flags.isEmpty()) {
                    yield Key.TCP_PACKET_WITHOUT_FLAGS;
                }
                arguments.put("flags", new Name(flags));
                yield Key.TCP_PACKET;
            }
            case PortsHeader ports -> {
                arguments.put("protocol", new Name(ports.protocol().toString().toUpperCase(Locale.ROOT)));
                arguments.put("port", new Whole(ports.destinationPort()));
                yield Key.PORT_PACKET;
            }
            case IcmpHeader icmp -> icmp(icmp, arguments);
            case LaterFragment fragment -> {
                arguments.put("protocol", new Name(fragment.protocol().toString()));
                yield Key.FRAGMENT;
            }
            case OtherTransport other -> {
                arguments.put("protocol", new Name(other.protocol().toString()));
                yield Key.OTHER_PACKET;
            }
        };
        return new Message(key, arguments);
    }

    private static Key icmp(IcmpHeader icmp, Map<String, Argument> arguments) {
        if (icmp.protocol().equals(Protocol.ICMP)) {
            switch (icmp.type()) {
                case ECHO_REPLY -> {
                    return Key.ECHO_REPLY;
                }
                case UNREACHABLE -> {
                    return Key.UNREACHABLE;
                }
                case ECHO_REQUEST -> {
                    return Key.ECHO_REQUEST;
                }
                case TIME_EXCEEDED -> {
                    return Key.TIME_EXCEEDED;
                }
                default -> {}
            }
        }
        arguments.put("type", new Whole(icmp.type()));
        return Key.ICMP_MESSAGE;
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
        Map<String, Argument> arguments = new HashMap<>();
        arguments.put("from", new Name(packet.source().toString()));
        arguments.put("to", new Name(packet.destination().toString()));
        if (!packet.in().isEmpty()) {
            arguments.put("in", new Name(packet.in()));
        }
        if (!packet.out().isEmpty()) {
            arguments.put("out", new Name(packet.out()));
        }
        boolean in = arguments.containsKey("in");
        boolean out = arguments.containsKey("out");
        return new Message(in && out ? Key.WAY_THROUGH : in ? Key.WAY_IN : out ? Key.WAY_OUT : Key.WAY, arguments);
    }
}
