package dev.packetwalk.web.follow;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Transport;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.Segment;
import dev.packetwalk.web.follow.WorldView.HostView;
import dev.packetwalk.web.words.FollowWords;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A packet that a learner wants to send, as the page asks for it; nothing in it is to be trusted.
 *
 * @param from the host that sends it, or {@code box}
 * @param to the host that is to get it, or {@code box}
 * @param protocol {@code tcp}, {@code udp} or {@code icmp}
 * @param port 1 to 65535; anything for ICMP
 * @param flags {@code SYN}, {@code ACK}, {@code RST} or {@code FIN}; looked at for TCP only
 */
record PacketRequest(
        @Nullable String from,
        @Nullable String to,
        @Nullable String protocol,
        int port,
        @Nullable String flags) {
    /** The port that the packet comes from; one that nobody listens on. */
    private static final int SOURCE_PORT = 40_112;

    private static final int ECHO_REQUEST = 8;
    private static final Address LOOPBACK = Address.of("127.0.0.1");
    private static final int LAST_PORT = 65_535;

    /** The packet, or why it can't be sent. */
    sealed interface Reading {
        /**
         * It can be sent.
         *
         * @param packet as it would set out, but for its own port
         * @param from the host that sends it, or {@code box}
         * @param probe sends it, as this segment if it is one of TCP
         */
        record Sendable(Packet packet, String from, Probe probe, Segment segment) implements Reading {}

        /** It can't; {@code problem} says why and what to do, in words. */
        record Refused(Function<FollowWords, String> problem) implements Reading {}
    }

    /** The packet as it would come to the box, or leave it, in this world. */
    Reading in(WorldView world) {
        Optional<Transport> transport = transport();
        if (transport.isEmpty()) {
            return new Reading.Refused(FollowWords::noPacket);
        }
        if (from == null || to == null) {
            return new Reading.Refused(FollowWords::noEnds);
        }
        if (from.equals(WorldView.BOX) && to.equals(WorldView.BOX)) {
            return sendable(packet("", LOOPBACK, LOOPBACK, transport.get()), WorldView.BOX);
        }
        if (from.equals(to)) {
            return new Reading.Refused(FollowWords::sameHost);
        }
        return from.equals(WorldView.BOX)
                ? leaving(world, to, transport.get())
                : arriving(world, from, to, transport.get());
    }

    private Reading leaving(WorldView world, String to, Transport transport) {
        return world.host(to)
                .<Reading>map(host -> sendable(
                        packet("", world.own(host.behind()), Address.of(host.address()), transport), WorldView.BOX))
                .orElseGet(() -> nobody(to));
    }

    private Reading arriving(WorldView world, String from, String to, Transport transport) {
        Optional<HostView> sender = world.host(from);
        if (sender.isEmpty()) {
            return nobody(from);
        }
        String in = sender.get().behind();
        Address source = Address.of(sender.get().address());
        if (to.equals(WorldView.BOX)) {
            return sendable(packet(in, source, world.own(in), transport), from);
        }
        Optional<HostView> receiver = world.host(to);
        if (receiver.isEmpty()) {
            return nobody(to);
        }
        if (receiver.get().behind().equals(in)) {
            return new Reading.Refused(words -> words.sameSide(from, to));
        }
        return sendable(packet(in, source, Address.of(receiver.get().address()), transport), from);
    }

    private Reading sendable(Packet packet, String sender) {
        Probe.Protocol kind =
                Probe.Protocol.valueOf(packet.protocol().toString().toUpperCase(Locale.ROOT));
        String destination = packet.destination().toString();
        Probe probe =
                new Probe(sender, kind, destination, Math.max(packet.port(Side.DESTINATION), 0), Duration.ofSeconds(1));
        Segment segment = kind == Probe.Protocol.TCP ? segment().orElseThrow() : Segment.OPENING;
        return new Reading.Sendable(packet, sender, probe, segment);
    }

    private static Reading nobody(String name) {
        return new Reading.Refused(words -> words.noHost(name));
    }

    private static Packet packet(String in, Address source, Address destination, Transport transport) {
        return new Packet(in, "", source, destination, transport, ConnState.withoutFlow(transport), 0);
    }

    private Optional<Transport> transport() {
        boolean hasPort = port >= 1 && port <= LAST_PORT;
        return switch (protocol == null ? "" : protocol) {
            case "icmp" -> Optional.of(new IcmpHeader(Protocol.ICMP, ECHO_REQUEST, 0));
            case "tcp" -> hasPort ? segment().map(s -> new TcpHeader(SOURCE_PORT, port, flagsOf(s))) : Optional.empty();
            case "udp" -> hasPort ? Optional.of(new PortsHeader(Protocol.UDP, SOURCE_PORT, port)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Segment> segment() {
        return switch (flags == null ? "SYN" : flags) {
            case "SYN" -> Optional.of(Segment.OPENING);
            case "ACK" -> Optional.of(Segment.ACK);
            case "RST" -> Optional.of(Segment.RST);
            case "FIN" -> Optional.of(Segment.FIN);
            default -> Optional.empty();
        };
    }

    private static int flagsOf(Segment segment) {
        return switch (segment) {
            case OPENING -> TcpFlag.SYN.bit();
            case ACK -> TcpFlag.ACK.bit();
            case RST -> TcpFlag.RST.bit();
            case FIN -> TcpFlag.FIN.bit() | TcpFlag.ACK.bit();
        };
    }
}
