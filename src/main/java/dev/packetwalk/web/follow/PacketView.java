package dev.packetwalk.web.follow;

import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Transport;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A packet as a page shows it; what it has none of is null.
 *
 * @param detail its TCP flags, or what kind of ICMP message it is
 * @param state what connection tracking says; null before it has looked
 * @param mark in hexadecimal
 */
record PacketView(
        String protocol,
        String source,
        @Nullable String sourcePort,
        String destination,
        @Nullable String destinationPort,
        @Nullable String detail,
        @Nullable String in,
        @Nullable String out,
        @Nullable String state,
        @Nullable String mark) {
    /**
     * The view of a packet.
     *
     * @param tracked whether connection tracking has looked at it
     */
    static PacketView of(Packet packet, boolean tracked) {
        return new PacketView(
                packet.protocol().toString(),
                packet.source().toString(),
                port(packet, Side.SOURCE),
                packet.destination().toString(),
                port(packet, Side.DESTINATION),
                detail(packet.transport()),
                orNull(packet.in()),
                orNull(packet.out()),
                tracked ? packet.state().name() : null,
                packet.mark() == 0 ? null : "0x" + Long.toHexString(packet.mark()));
    }

    private static @Nullable String port(Packet packet, Side side) {
        int port = packet.port(side);
        return port < 0 ? null : Integer.toString(port);
    }

    private static @Nullable String detail(Transport transport) {
        return switch (transport) {
            case TcpHeader tcp -> flags(tcp);
            case IcmpHeader icmp -> icmp(icmp);
            case LaterFragment _ -> "later fragment";
            case PortsHeader _, OtherTransport _ -> null;
        };
    }

    /** The flags that are set: {@code SYN+ACK}. */
    static String flags(TcpHeader tcp) {
        return Arrays.stream(TcpFlag.values())
                .filter(flag -> (tcp.flags() & flag.bit()) != 0)
                .map(TcpFlag::name)
                .collect(Collectors.joining("+"));
    }

    private static String icmp(IcmpHeader header) {
        return switch (header.type()) {
            case 0 -> "echo reply";
            case 8 -> "echo request";
            default -> "type " + header.type() + "/" + header.code();
        };
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
