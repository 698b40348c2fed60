package dev.packetwalk.grading;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.AddressList;
import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.AddressTypeMatch;
import dev.packetwalk.netfilter.AllOf;
import dev.packetwalk.netfilter.AnyOf;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.netfilter.walk.Walker;
import java.util.List;

/** Walks packets through rules the way a box routes them: its addresses and interfaces are known here. */
final class BoxView {
    /** The box's addresses; see {@link dev.packetwalk.sandbox.Topology}. */
    private static final AddressList LOCAL =
            new AddressList(List.of(Network.of("10.77.0.3"), Network.of("172.17.0.1"), Network.of("127.0.0.0/8")));

    private static final Network BEHIND = Network.of("172.17.0.0/16");
    private static final int OWN_PORT = 45_678;

    private final Ruleset rules;

    BoxView(Ruleset rules) {
        this.rules = new Ruleset(rules.tables().stream().map(BoxView::local).toList());
    }

    /** The first packet of a TCP connection from outside. */
    static Packet stranger(Address from, Address to, int port) {
        return new Packet("eth0", "", from, to, new TcpHeader(OWN_PORT, port, TcpFlag.SYN.bit()), ConnState.NEW, 0);
    }

    /** What PREROUTING makes of a packet that arrives. */
    Walk beforeRouting(Packet packet) {
        return Walker.of(rules).at(Hook.PREROUTING, packet);
    }

    /** Whether a packet is for this box as it is addressed. */
    boolean isForBox(Packet packet) {
        return LOCAL.contains(packet.destination());
    }

    /** The whole way of a packet that arrives, through INPUT or FORWARD as it is addressed after PREROUTING. */
    Walk arriving(Packet packet) {
        Packet routed = beforeRouting(packet).end();
        if (isForBox(routed)) {
            return Walker.of(rules).arriving(packet);
        }
        String out = BEHIND.contains(routed.destination()) ? "docker0" : "eth0";
        return Walker.of(rules)
                .forwarded(new Packet(
                        packet.in(),
                        out,
                        packet.source(),
                        packet.destination(),
                        packet.transport(),
                        packet.state(),
                        packet.mark()));
    }

    private static Table local(Table table) {
        return new Table(
                table.family(),
                table.name(),
                table.producer(),
                table.chains().stream()
                        .map(chain -> new Chain(
                                chain.name(),
                                chain.base(),
                                chain.counters(),
                                chain.rules().stream().map(BoxView::local).toList()))
                        .toList());
    }

    private static Rule local(Rule rule) {
        return new Rule(
                rule.text(),
                rule.line(),
                rule.counters(),
                rule.matches().stream().map(BoxView::local).toList(),
                rule.target());
    }

    /** What asks for this host's addresses, asked about the addresses that it has. */
    private static Match local(Match match) {
        return switch (match) {
            case AddressTypeMatch type
            when type.types().equals(List.of("LOCAL")) -> new AddressMatch(type.side(), LOCAL);
            case Not not -> new Not(local(not.match()));
            case AllOf all ->
                new AllOf(all.matches().stream().map(BoxView::local).toList());
            case AnyOf any ->
                new AnyOf(any.matches().stream().map(BoxView::local).toList());
            case Extension extension ->
                new Extension(
                        extension.name(),
                        extension.options().stream().map(BoxView::local).toList());
            default -> match;
        };
    }
}
