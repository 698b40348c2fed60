package dev.packetwalk.netfilter;

import java.util.Locale;

/** Says what a packet is in words that a learner knows. */
final class PacketWords {
    private PacketWords() {}

    static String describe(Packet packet) {
        return kind(packet) + ", " + way(packet);
    }

    private static String kind(Packet packet) {
        String state = switch (packet.state()) {
            case NEW -> "a new ";
            case ESTABLISHED -> "an established ";
            case RELATED -> "a related ";
            case INVALID -> "an invalid ";
            case UNTRACKED -> "an untracked ";
        };
        return switch (packet.transport()) {
            case TcpHeader tcp -> state + "TCP packet (" + flags(tcp.flags()) + ") to port " + tcp.destinationPort();
            case PortsHeader ports ->
                state
                        + ports.protocol().toString().toUpperCase(Locale.ROOT)
                        + " packet to port "
                        + ports.destinationPort();
            case IcmpHeader icmp -> state + "ICMP " + icmpName(icmp);
            case LaterFragment fragment -> state + "fragment of protocol " + fragment.protocol();
            case OtherTransport other -> state + "packet of protocol " + other.protocol();
        };
    }

    private static String flags(int flags) {
        StringBuilder names = new StringBuilder();
        for (TcpFlag flag : TcpFlag.values()) {
            if ((flags & flag.bit()) != 0) {
                names.append(names.isEmpty() ? "" : "+").append(flag);
            }
        }
        return names.isEmpty() ? "no flags" : names.toString();
    }

    private static String icmpName(IcmpHeader icmp) {
        if (icmp.protocol().equals(Protocol.ICMP)) {
            return switch (icmp.type()) {
                case 0 -> "echo reply (answer to a ping)";
                case 3 -> "destination unreachable";
                case 8 -> "echo request (ping)";
                case 11 -> "time exceeded";
                default -> "message of type " + icmp.type();
            };
        }
        return "message of type " + icmp.type();
    }

    private static String way(Packet packet) {
        StringBuilder way = new StringBuilder("from " + packet.source() + " to " + packet.destination());
        if (!packet.in().isEmpty()) {
            way.append(", arriving on ").append(packet.in());
        }
        if (!packet.out().isEmpty()) {
            way.append(", leaving through ").append(packet.out());
        }
        return way.toString();
    }
}
