package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.FlowAddressMatch;
import dev.packetwalk.netfilter.FlowDirection;
import dev.packetwalk.netfilter.FlowDirectionMatch;
import dev.packetwalk.netfilter.FlowMarkMatch;
import dev.packetwalk.netfilter.FlowMatch;
import dev.packetwalk.netfilter.FlowPortMatch;
import dev.packetwalk.netfilter.FlowProtocolMatch;
import dev.packetwalk.netfilter.FlowStatusMatch;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.Translation;
import java.util.Optional;
import java.util.Set;

/** Whether conditions on a packet's flow hold. */
final class FlowMatching {
    private FlowMatching() {}

    static Truth of(FlowMatch match, Traveller traveller) {
        Connection connection = traveller.connection;
        if (connection == null) {
            return Truth.NO;
        }
        return switch (match) {
            case FlowMarkMatch mark -> connection.markKnown ? Truth.of(mark.matches(connection.mark)) : Truth.UNKNOWN;
            // The flow of an ICMP error is the one that the error is about, of whatever protocol.
            case FlowProtocolMatch protocol ->
                connection.known || !connection.error
                        ? Truth.of(protocol.protocol().equals(connection.protocol()))
                        : Truth.UNKNOWN;
            case FlowDirectionMatch direction ->
                connection.known ? Truth.of(direction.reply() == connection.reply) : Truth.UNKNOWN;
            case FlowAddressMatch address ->
                connection.known
                        ? Truth.of(address.network()
                                .contains(end(
                                        connection,
                                        address.end().original(),
                                        address.end().side())))
                        : Truth.UNKNOWN;
            case FlowPortMatch port -> connection.known ? port(port, connection) : Truth.UNKNOWN;
            case FlowStatusMatch status -> status(status.anyOf(), connection);
        };
    }

    private static FlowDirection direction(Connection connection, boolean original) {
        return original ? connection.original : connection.answers;
    }

    private static Address end(Connection connection, boolean original, Side side) {
        FlowDirection direction = direction(connection, original);
        return side == Side.SOURCE ? direction.source() : direction.destination();
    }

    private static Truth port(FlowPortMatch match, Connection connection) {
        FlowDirection direction = direction(connection, match.end().original());
        Optional<Integer> port =
                match.end().side() == Side.SOURCE ? direction.sourcePort() : direction.destinationPort();
        if (port.isPresent()) {
            return Truth.of(match.ports().contains(port.get()));
        }
        boolean icmp = connection.protocol().equals(Protocol.ICMP)
                || connection.protocol().equals(Protocol.ICMPV6);
        if (!icmp) {
            return Truth.of(match.ports().contains(0));
        }
        return match.end().side() == Side.SOURCE
                ? direction
                        .icmpId()
                        .map(id -> Truth.of(match.ports().contains(id)))
                        .orElse(Truth.UNKNOWN)
                : direction
                        .icmpType()
                        .map(type -> Truth.of(match.ports().contains(type << 8)))
                        .orElse(Truth.UNKNOWN);
    }

    private static Truth status(Set<FlowStatusMatch.Status> anyOf, Connection connection) {
        boolean established = !connection.known && !connection.error;
        if ((anyOf.contains(FlowStatusMatch.Status.SEEN_REPLY) && (connection.seenReply() || established))
                || (anyOf.contains(FlowStatusMatch.Status.CONFIRMED) && connection.confirmed)
                || (anyOf.contains(FlowStatusMatch.Status.ASSURED) && connection.assured())) {
            return Truth.YES;
        }
        // Whether a helper foretold a flow is in no listing, and of one that was not listed nothing is known.
        boolean expected = anyOf.contains(FlowStatusMatch.Status.EXPECTED) && connection.isListed();
        return expected || (!connection.known && !anyOf.isEmpty()) ? Truth.UNKNOWN : Truth.NO;
    }

    /** Whether the flow was rewritten in one of these ways so far. */
    static Truth translated(Set<Translation> ways, Traveller traveller) {
        Connection connection = traveller.connection;
        if (connection == null) {
            return Truth.NO;
        }
        if (!connection.known) {
            return Truth.UNKNOWN;
        }
        boolean source = !sameEnd(connection.original, connection.answers);
        boolean destination = !sameEnd(connection.answers, connection.original);
        return Truth.of(
                (source && ways.contains(Translation.SNAT)) || (destination && ways.contains(Translation.DNAT)));
    }

    /** Whether what one direction's packets come from is what the other's are sent to. */
    private static boolean sameEnd(FlowDirection from, FlowDirection to) {
        return from.source().equals(to.destination()) && from.sourcePort().equals(to.destinationPort());
    }
}
