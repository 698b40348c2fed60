package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.ReversePathMatch;
import dev.packetwalk.netfilter.Route;

/** Whether a reply would leave through the interface by which its packet came (ipt_rpfilter.c of Linux 6.18). */
final class ReversePath {
    private ReversePath() {}

    static Truth of(ReversePathMatch match, Packet packet, RoutingTable routing) {
        Truth holds = holds(match, packet, routing);
        return match.inverted() ? holds.not() : holds;
    }

    private static Truth holds(ReversePathMatch match, Packet packet, RoutingTable routing) {
        Address source = packet.source();
        if (packet.in().equals(RoutingTable.LOOPBACK)) {
            return Truth.YES;
        }
        if (AddressKinds.isZero(source) && AddressKinds.isLimitedBroadcast(packet.destination())) {
            return Truth.YES;
        }
        if (!routing.known()) {
            return Truth.UNKNOWN;
        }
        if (routing.isOwn(source)) {
            return Truth.of(match.acceptLocal() && (match.loose() || routing.isOwnOn(packet.in(), source)));
        }
        Route back = routing.route(source);
        boolean usable = back != null && !routing.isBroadcast(source) && !AddressKinds.isMulticast(source);
        return Truth.of(
                usable && back != null && (match.loose() || back.interfaceName().equals(packet.in())));
    }
}
