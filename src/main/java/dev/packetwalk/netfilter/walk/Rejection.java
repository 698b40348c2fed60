package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.LinkCast;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpHeader;
import java.util.Map;
import java.util.Optional;

/**
 * What the sender of a packet is told when it ends here. Nothing where an answer could do harm: about errors, resets, fragments
 * and packets to or from many (nf_reject_ipv4.c, nf_reject_ipv6.c and icmp.c of Linux 6.18).
 */
final class Rejection {
    private static final int UNREACHABLE = 3;
    private static final int UNREACHABLE_6 = 1;

    /** ICMP codes by the names of {@code --reject-with} and of nft. */
    private static final Map<String, Integer> CODES = Map.ofEntries(
            Map.entry("net-unreachable", 0),
            Map.entry("net-unreach", 0),
            Map.entry("host-unreachable", 1),
            Map.entry("host-unreach", 1),
            Map.entry("proto-unreachable", 2),
            Map.entry("proto-unreach", 2),
            Map.entry("prot-unreachable", 2),
            Map.entry("port-unreachable", 3),
            Map.entry("port-unreach", 3),
            Map.entry("net-prohibited", 9),
            Map.entry("net-prohib", 9),
            Map.entry("host-prohibited", 10),
            Map.entry("host-prohib", 10),
            Map.entry("admin-prohibited", 13),
            Map.entry("admin-prohib", 13),
            // nft's names that stand for both families.
            Map.entry("no-route", 0));

    private static final Map<String, Integer> CODES_6 = Map.ofEntries(
            Map.entry("no-route", 0),
            Map.entry("adm-prohibited", 1),
            Map.entry("admin-prohibited", 1),
            Map.entry("addr-unreachable", 3),
            Map.entry("addr-unreach", 3),
            Map.entry("host-unreachable", 3),
            Map.entry("port-unreachable", 4),
            Map.entry("port-unreach", 4),
            Map.entry("policy-fail", 5),
            Map.entry("reject-route", 6));

    private final RoutingTable routing;

    Rejection(RoutingTable routing) {
        this.routing = routing;
    }

    /** The answer of a rule, by the name that it says. */
    Optional<Answer> with(String name, Packet packet) {
        if (name.equals("tcp-reset") || name.equals("tcp-rst")) {
            boolean answered = packet.transport() instanceof TcpHeader tcp
                    && (tcp.flags() & TcpFlag.RST.bit()) == 0
                    && !toMany(packet);
            return answered ? Optional.of(new Answer.Reset()) : Optional.empty();
        }
        boolean v4 = packet.source().family() == Family.IP;
        String kind = name.replaceFirst("^icmp(6|v6|x)?-", "");
        Integer code = (v4 ? CODES : CODES_6).get(kind);
        return code == null ? Optional.empty() : unreachable(packet, code);
    }

    /** The answer that no route leads to the destination. */
    Optional<Answer> noRoute(Packet packet) {
        return unreachable(packet, 0);
    }

    /** The answer that a source which means something on one link only can't be passed on. */
    Optional<Answer> beyondScope(Packet packet) {
        return unreachable(packet, 2);
    }

    /** The answer that the packet has no hops left. */
    Optional<Answer> timeExceeded(Packet packet) {
        return error(packet, packet.source().family() == Family.IP ? 11 : 3, 0);
    }

    private Optional<Answer> unreachable(Packet packet, int code) {
        return error(packet, packet.source().family() == Family.IP ? UNREACHABLE : UNREACHABLE_6, code);
    }

    private Optional<Answer> error(Packet packet, int type, int code) {
        boolean v4 = packet.source().family() == Family.IP;
        boolean silent = packet.transport() instanceof LaterFragment
                || (packet.transport() instanceof IcmpHeader icmp && isError(icmp))
                || packet.details()
                        .cast()
                        .filter(cast -> cast != LinkCast.UNICAST)
                        .isPresent()
                || toMany(packet);
        Protocol protocol = v4 ? Protocol.ICMP : Protocol.ICMPV6;
        return silent ? Optional.empty() : Optional.of(new Answer.Unreachable(new IcmpHeader(protocol, type, code)));
    }

    private static boolean isError(IcmpHeader icmp) {
        return icmp.protocol().equals(Protocol.ICMP)
                ? switch (icmp.type()) {
                    case 3, 4, 5, 11, 12 -> true;
                    default -> icmp.type() > 18;
                }
                : icmp.type() < 128;
    }

    private boolean toMany(Packet packet) {
        return AddressKinds.isMulticast(packet.destination())
                || routing.isBroadcast(packet.destination())
                || AddressKinds.isMulticast(packet.source())
                || AddressKinds.isZero(packet.source());
    }
}
