package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.FlowDirection;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpHeader;
import java.util.List;
import java.util.Optional;

/** What the kernel of the machine does that no rule set explains, and that the walk leaves out on purpose. Each with its reason. */
final class Peculiarities {
    private Peculiarities() {}

    /** Whether one of them is all that the accounts differ in. */
    static boolean explain(Comparison comparison) {
        return unansweredForItsChecksum(comparison)
                || reopensWhatWasReset(comparison)
                || readsPortsInFragment(comparison)
                || collides(comparison);
    }

    /**
     * IPv6 REJECT answers only packets with a right checksum, and takes every protocol's header to have one over addresses and payload
     * (net/ipv6/netfilter/nf_reject_ipv6.c, Linux 6.18). Address translation corrects it only for the protocols that it knows; so a
     * translated packet of another protocol is dropped without an answer.
     */
    private static boolean unansweredForItsChecksum(Comparison comparison) {
        boolean concerned = comparison.packet().source().family() == Family.IP6
                && comparison.packet().transport() instanceof OtherTransport;
        List<String> expected = comparison.expected().stream()
                .filter(line -> !line.startsWith("answered with "))
                .toList();
        return concerned && comparison.kernel().equals(expected);
    }

    /**
     * Whether a SYN opens a connection in state CLOSE anew depends on who has reset it, and on what was seen last
     * (nf_conntrack_proto_tcp.c): no listing of flows has that. The walk takes it for a new one.
     */
    private static boolean reopensWhatWasReset(Comparison comparison) {
        boolean opens = comparison.packet().transport() instanceof TcpHeader tcp
                && (tcp.flags() & (TcpFlag.SYN.bit() | TcpFlag.ACK.bit())) == TcpFlag.SYN.bit();
        return opens
                && comparison.flows().stream()
                        .filter(flow -> flow.tcpState().equals(Optional.of("CLOSE")))
                        .anyMatch(flow ->
                                isOf(comparison.packet(), flow.original()) || isOf(comparison.packet(), flow.reply()));
    }

    private static boolean isOf(Packet packet, FlowDirection way) {
        return packet.source().equals(way.source())
                && packet.destination().equals(way.destination())
                && way.sourcePort().equals(Optional.of(packet.port(Side.SOURCE)))
                && way.destinationPort().equals(Optional.of(packet.port(Side.DESTINATION)));
    }

    /**
     * nft's own comparison of ports, to which iptables-nft 1.8.9 translates {@code -m tcp} and {@code -m udp}, takes a later fragment's data
     * for ports (nft_payload_fast_eval of Linux 6.18 does not look at the fragment's offset). Only packets of the box itself come that
     * far as fragments: others are put together before the first rule.
     */
    private static boolean readsPortsInFragment(Comparison comparison) {
        return comparison.packet().transport() instanceof LaterFragment
                && comparison.matched().stream()
                        .anyMatch(rule -> rule.text().matches(".* -m (tcp|udp) (! )?--[sd]port .*"));
    }

    /**
     * A flow whose answers could not be told from another's: the kernel draws another port by a secret hash, or drops the packet where a
     * rule leaves it no other (nf_nat_core.c). The walk rewrites each flow as if it were the only one.
     */
    private static boolean collides(Comparison comparison) {
        return comparison.walk().flow().stream()
                .anyMatch(made -> comparison.flows().stream()
                        .anyMatch(other -> other.protocol().equals(made.protocol())
                                && Line.sameEnds(other.reply(), made.reply())
                                && !Line.sameEnds(other.original(), made.original())));
    }
}
