package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Details;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.RestoreMark;
import dev.packetwalk.netfilter.SaveMark;
import dev.packetwalk.netfilter.SetFlowMark;
import dev.packetwalk.netfilter.SetHops;
import dev.packetwalk.netfilter.SetMark;
import dev.packetwalk.netfilter.SetTos;
import dev.packetwalk.netfilter.UnknownMark;
import java.util.Optional;
import java.util.OptionalInt;

/** Changes the marks of a packet and of its flow, and what else targets change about it beside its addresses. */
final class Marks {
    private static final long ALL_BITS = 0xffff_ffffL;

    private final Traveller traveller;

    Marks(Traveller traveller) {
        this.traveller = traveller;
    }

    ChainWalk.After apply(SetMark mark) {
        traveller.markKnown |= mark.mask() == ALL_BITS;
        return set(mark.apply(traveller.packet.mark()));
    }

    ChainWalk.After apply(UnknownMark mark) {
        traveller.markKnown = false;
        return ChainWalk.After.NEXT_RULE;
    }

    /** A packet without a flow keeps its mark. */
    ChainWalk.After apply(RestoreMark mark) {
        Connection connection = traveller.connection;
        if (connection == null) {
            return ChainWalk.After.NEXT_RULE;
        }
        boolean replaced = mark.packetMask() == ALL_BITS;
        boolean taken = connection.markKnown || mark.flowMask() == 0;
        traveller.markKnown = (traveller.markKnown || replaced) && taken;
        return set(mark.apply(traveller.packet.mark(), connection.mark));
    }

    ChainWalk.After apply(SetFlowMark mark) {
        Connection connection = traveller.connection;
        if (connection != null) {
            connection.markKnown |= mark.mask() == ALL_BITS;
            connection.mark = mark.apply(connection.mark);
        }
        return ChainWalk.After.NEXT_RULE;
    }

    ChainWalk.After apply(SaveMark mark) {
        Connection connection = traveller.connection;
        if (connection != null) {
            boolean replaced = mark.flowMask() == ALL_BITS;
            boolean taken = traveller.markKnown || mark.packetMask() == 0;
            connection.markKnown = (connection.markKnown || replaced) && taken;
            connection.mark = mark.apply(traveller.packet.mark(), connection.mark);
        }
        return ChainWalk.After.NEXT_RULE;
    }

    ChainWalk.After apply(SetHops change) {
        Details details = traveller.packet.details();
        OptionalInt after = details.ttl().isPresent()
                ? OptionalInt.of(change.apply(details.ttl().getAsInt()))
                : change.change() == SetHops.Change.SET ? OptionalInt.of(change.hops()) : details.ttl();
        return set(details.withTtl(after));
    }

    ChainWalk.After apply(SetTos change) {
        Details details = traveller.packet.details();
        OptionalInt after = details.tos().isPresent()
                ? OptionalInt.of(change.apply(details.tos().getAsInt()))
                : change.mask() == 0xff ? OptionalInt.of(change.value()) : details.tos();
        return set(details.withTos(after));
    }

    private ChainWalk.After set(Details details) {
        if (!details.equals(traveller.packet.details())) {
            traveller.packet = traveller.packet.withDetails(details);
        }
        return ChainWalk.After.NEXT_RULE;
    }

    private ChainWalk.After set(long mark) {
        if (mark != traveller.packet.mark()) {
            traveller.packet = traveller.packet.withMark(mark);
        }
        return ChainWalk.After.NEXT_RULE;
    }

    /** The packet after a target that changes one of its details in a way that is not followed: that detail is not known then. */
    static Packet withoutWhat(String target, Packet packet) {
        Details details = packet.details();
        return packet.withDetails(
                switch (target) {
                    case "TTL", "HL" -> details.withTtl(OptionalInt.empty());
                    case "TOS", "DSCP", "ECN" -> details.withTos(OptionalInt.empty());
                    default -> details.withTcpOptions(Optional.empty());
                });
    }
}
