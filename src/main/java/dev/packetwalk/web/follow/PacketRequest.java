package dev.packetwalk.web.follow;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Transport;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.web.follow.WorldView.HostView;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A packet that a learner wants to send, as the page asks for it; nothing in it is to be trusted.
 *
 * @param from the host that sends it, or {@code box}
 * @param to the host that is to get it, or {@code box}
 * @param protocol {@code tcp}, {@code udp} or {@code icmp}
 * @param port 1 to 65535; anything for ICMP
 * @param flags {@code SYN}, {@code ACK} or {@code RST}; looked at for TCP only
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
    private static final int LAST_PORT = 65_535;

    /** The packet, or why it can't be sent. */
    sealed interface Reading {
        /**
         * It can be sent.
         *
         * @param from the host that sends it, or {@code box}
         * @param probe sends it; empty for a packet that can only be predicted
         */
        record Sendable(Packet packet, String from, Optional<Probe> probe) implements Reading {}

        /** It can't; {@code problem} says why and what to do, in words. */
        record Refused(String problem) implements Reading {}
    }

    /** The packet as it would come to the box, or leave it, in this world. */
    Reading in(WorldView world) {
        Optional<Transport> transport = transport();
        if (transport.isEmpty()) {
            return new Reading.Refused(
                    "That is no packet that can be sent: choose a protocol, and a port from 1 to 65535.");
        }
        if (from == null || to == null) {
            return new Reading.Refused("Choose where the packet comes from and where it goes.");
        }
        if (from.equals(to)) {
            return new Reading.Refused("That packet would not leave its host. Choose another host to send it to.");
        }
        return from.equals(WorldView.BOX)
                ? leaving(world, to, transport.get())
                : arriving(world, from, to, transport.get());
    }

    private static Reading leaving(WorldView world, String to, Transport transport) {
        return world.host(to)
                .<Reading>map(host -> sendable(
                        packet("", world.own(host.behind()), Address.of(host.address()), transport), WorldView.BOX))
                .orElseGet(() -> nobody(to));
    }

    private static Reading arriving(WorldView world, String from, String to, Transport transport) {
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
            return new Reading.Refused(
                    "From " + from + " to " + to
                            + " packets take no way through your machine: both are on the same side of it. Choose hosts on both sides.");
        }
        return sendable(packet(in, source, Address.of(receiver.get().address()), transport), from);
    }

    private static Reading sendable(Packet packet, String from) {
        Optional<Probe.Protocol> protocol = switch (packet.transport()) {
            case TcpHeader tcp -> tcp.flags() == TcpFlag.SYN.bit() ? Optional.of(Probe.Protocol.TCP) : Optional.empty();
            case PortsHeader _ -> Optional.of(Probe.Protocol.UDP);
            case IcmpHeader _ -> Optional.of(Probe.Protocol.ICMP);
            case LaterFragment _, OtherTransport _ -> Optional.empty();
        };
        String destination = packet.destination().toString();
        int port = Math.max(packet.port(Side.DESTINATION), 0);
        return new Reading.Sendable(
                packet, from, protocol.map(p -> new Probe(from, p, destination, port, Duration.ofSeconds(1))));
    }

    private static Reading nobody(String name) {
        return new Reading.Refused("There is no host called “" + name + "” here. Choose one of the list.");
    }

    private static Packet packet(String in, Address source, Address destination, Transport transport) {
        return new Packet(in, "", source, destination, transport, ConnState.withoutFlow(transport), 0);
    }

    private Optional<Transport> transport() {
        boolean hasPort = port >= 1 && port <= LAST_PORT;
        return switch (protocol == null ? "" : protocol) {
            case "icmp" -> Optional.of(new IcmpHeader(Protocol.ICMP, ECHO_REQUEST, 0));
            case "tcp" -> hasPort ? flag().map(flag -> new TcpHeader(SOURCE_PORT, port, flag.bit())) : Optional.empty();
            case "udp" -> hasPort ? Optional.of(new PortsHeader(Protocol.UDP, SOURCE_PORT, port)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<TcpFlag> flag() {
        return switch (flags == null ? "SYN" : flags) {
            case "SYN" -> Optional.of(TcpFlag.SYN);
            case "ACK" -> Optional.of(TcpFlag.ACK);
            case "RST" -> Optional.of(TcpFlag.RST);
            default -> Optional.empty();
        };
    }
}
