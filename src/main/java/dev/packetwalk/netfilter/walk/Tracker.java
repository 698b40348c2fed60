package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.FlowDirection;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpHeader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the flow that a packet belongs to, as connection tracking does. */
final class Tracker {
    private static final int NONE = -1;

    private final Map<Tuple, Found> byTuple = new HashMap<>();

    /** What tells one direction of a flow from all others. */
    private record Tuple(
            int protocol, Address source, Address destination, int sourcePort, int destinationPort, int type, int id) {}

    private record Found(Flow flow, boolean reply) {}

    /**
     * What connection tracking says.
     *
     * @param connection null for a packet that belongs to none: INVALID or UNTRACKED
     */
    record Seen(ConnState state, @Nullable Connection connection) {
        Tracking step() {
            boolean listed = connection != null && connection.isListed();
            return new Tracking(
                    state,
                    connection != null && listed ? Optional.of(connection.flow()) : Optional.empty(),
                    connection != null && connection.reply);
        }
    }

    Tracker(List<Flow> flows) {
        for (Flow flow : flows) {
            // Where both directions look the same, the kernel finds the reply first.
            add(flow, flow.reply(), true);
            add(flow, flow.original(), false);
        }
    }

    private void add(Flow flow, FlowDirection direction, boolean reply) {
        Found found = new Found(flow, reply);
        int id = direction.icmpId().orElse(NONE);
        byTuple.putIfAbsent(tuple(flow.protocol(), direction, id), found);
        // A packet that does not state its ICMP identifier is taken to be of the first flow between its hosts.
        byTuple.putIfAbsent(tuple(flow.protocol(), direction, NONE), found);
    }

    private static Tuple tuple(Protocol protocol, FlowDirection direction, int id) {
        return new Tuple(
                protocol.number(),
                direction.source(),
                direction.destination(),
                direction.sourcePort().orElse(NONE),
                direction.destinationPort().orElse(NONE),
                direction.icmpType().orElse(NONE),
                id);
    }

    private static Tuple tuple(Packet packet) {
        return new Tuple(
                packet.protocol().number(),
                packet.source(),
                packet.destination(),
                packet.port(Side.SOURCE),
                packet.port(Side.DESTINATION),
                packet.transport() instanceof IcmpHeader icmp ? icmp.type() : NONE,
                packet.details().icmpId().orElse(NONE));
    }

    /** What connection tracking says about a packet; what the packet itself states, where no flow tells. */
    Seen look(Packet packet) {
        if (packet.state() == ConnState.UNTRACKED) {
            return new Seen(ConnState.UNTRACKED, null);
        }
        Found found =
                byTuple.isEmpty() || packet.transport() instanceof LaterFragment ? null : byTuple.get(tuple(packet));
        if (found != null) {
            return within(found, packet);
        }
        Optional<Packet> quoted = packet.details().quoted();
        if (quoted.isPresent()) {
            return about(quoted.get(), packet);
        }
        return stated(packet);
    }

    private static Seen within(Found found, Packet packet) {
        Flow flow = found.flow;
        Optional<String> tcpState = flow.tcpState();
        if (packet.transport() instanceof TcpHeader tcp && tcpState.isPresent()) {
            String next = TcpStates.next(tcpState.get(), tcp.flags(), found.reply);
            switch (next) {
                case TcpStates.INVALID -> {
                    return new Seen(ConnState.INVALID, null);
                }
                case TcpStates.REOPENED -> {
                    return new Seen(ConnState.NEW, Connection.startedBy(packet));
                }
                default -> tcpState = Optional.of(next);
            }
        }
        ConnState state = found.reply || flow.replied() ? ConnState.ESTABLISHED : ConnState.NEW;
        Connection connection = Connection.of(flow, found.reply, false, tcpState);
        connection.forgotten = !flow.replied() && isReset(packet);
        return new Seen(state, connection);
    }

    private static boolean isReset(Packet packet) {
        return packet.transport() instanceof TcpHeader tcp && (tcp.flags() & TcpFlag.RST.bit()) != 0;
    }

    /**
     * An ICMP error about a packet goes in the direction in which that packet's answers go, and must be for who sent it. The
     * kernel looks for the flow by the turned around ends of the quoted packet (nf_conntrack_inet_error).
     */
    private Seen about(Packet quoted, Packet packet) {
        Found found = byTuple.get(answeringTuple(quoted));
        if (found == null) {
            return packet.state() == ConnState.RELATED ? new Seen(ConnState.INVALID, null) : stated(packet);
        }
        FlowDirection direction = found.reply ? found.flow.reply() : found.flow.original();
        return packet.destination().equals(direction.destination())
                ? new Seen(ConnState.RELATED, Connection.of(found.flow, found.reply, true, found.flow.tcpState()))
                : new Seen(ConnState.INVALID, null);
    }

    private static Tuple answeringTuple(Packet packet) {
        return new Tuple(
                packet.protocol().number(),
                /* source= */ packet.destination(),
                /* destination= */ packet.source(),
                /* sourcePort= */ packet.port(Side.DESTINATION),
                /* destinationPort= */ packet.port(Side.SOURCE),
                packet.transport() instanceof IcmpHeader icmp ? IcmpQueries.answering(icmp.type()) : NONE,
                packet.details().icmpId().orElse(NONE));
    }

    private static Seen stated(Packet packet) {
        boolean error = packet.transport() instanceof IcmpHeader;
        Connection connection = switch (packet.state()) {
            case NEW -> Connection.startedBy(packet);
            case RELATED -> error ? Connection.unknownOf(packet) : Connection.expected(packet);
            case ESTABLISHED -> Connection.unknownOf(packet);
            case INVALID, UNTRACKED -> null;
        };
        return new Seen(packet.state(), connection);
    }
}
