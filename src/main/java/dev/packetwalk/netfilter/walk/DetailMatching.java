package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.DetailMatch;
import dev.packetwalk.netfilter.Details;
import dev.packetwalk.netfilter.HopsMatch;
import dev.packetwalk.netfilter.LengthMatch;
import dev.packetwalk.netfilter.LinkCast;
import dev.packetwalk.netfilter.LinkCastMatch;
import dev.packetwalk.netfilter.MacMatch;
import dev.packetwalk.netfilter.MssMatch;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.TcpOptionMatch;
import dev.packetwalk.netfilter.TosMatch;
import java.util.Optional;
import java.util.OptionalInt;

/** Whether conditions on what packets need not state hold; what is not stated can't be told. */
final class DetailMatching {
    private DetailMatching() {}

    /** Whether the packet has what the condition looks at. */
    static boolean applies(DetailMatch match, Packet packet) {
        return switch (match) {
            case MacMatch mac -> !packet.in().isEmpty() && !packet.in().equals(RoutingTable.LOOPBACK);
            case MssMatch mss -> packet.transport() instanceof TcpHeader;
            case LinkCastMatch other -> true;
            case LengthMatch other -> true;
            case HopsMatch other -> true;
            case TosMatch other -> true;
        };
    }

    static Truth of(DetailMatch match, Packet packet) {
        Details details = packet.details();
        return switch (match) {
            case MacMatch mac ->
                details.sourceMac().isPresent()
                        ? Truth.of(details.sourceMac().get().equals(mac.source()))
                        : Truth.UNKNOWN;
            case LinkCastMatch cast -> cast(cast, packet);
            case LengthMatch length -> within(details.length(), length.first(), length.last());
            case MssMatch mss -> mss(mss, details);
            case HopsMatch hops ->
                details.ttl().isPresent() ? Truth.of(hops.matches(details.ttl().getAsInt())) : Truth.UNKNOWN;
            case TosMatch tos ->
                details.tos().isPresent() ? Truth.of(tos.matches(details.tos().getAsInt())) : Truth.UNKNOWN;
        };
    }

    /** What this host sends counts as sent to one, also when it comes back over loopback. */
    private static Truth cast(LinkCastMatch match, Packet packet) {
        Optional<LinkCast> stated = packet.details().cast();
        if (stated.isPresent()) {
            return Truth.of(stated.get() == match.cast());
        }
        boolean own = packet.in().isEmpty() || packet.in().equals(RoutingTable.LOOPBACK);
        return own ? Truth.of(match.cast() == LinkCast.UNICAST) : Truth.UNKNOWN;
    }

    static Truth of(TcpOptionMatch match, Packet packet) {
        return packet.details().tcpOptions().isPresent()
                ? Truth.of(packet.details().tcpOptions().get().kinds().contains(match.kind()))
                : Truth.UNKNOWN;
    }

    private static Truth mss(MssMatch match, Details details) {
        if (details.tcpOptions().isEmpty()) {
            return Truth.UNKNOWN;
        }
        OptionalInt size = details.tcpOptions().get().maximumSegmentSize();
        return size.isPresent() ? within(size, match.first(), match.last()) : Truth.NO;
    }

    private static Truth within(OptionalInt number, int first, int last) {
        return number.isPresent() ? Truth.of(number.getAsInt() >= first && number.getAsInt() <= last) : Truth.UNKNOWN;
    }
}
