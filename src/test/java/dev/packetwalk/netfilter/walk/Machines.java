package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Host;
import dev.packetwalk.netfilter.InterfaceAddress;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Route;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.text.PacketSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Hosts to walk packets through, and words for their packets. */
final class Machines {
    /** On the internet by eth0, with a network behind it on lan0. */
    static final Host ROUTER = host(true, "eth0=203.0.113.1/24 lan0=10.0.0.1/24 eth0=2001:db8::1/64 lan0=fd00::1/64");

    /** The same, keeping to itself. */
    static final Host SERVER = new Host(ROUTER.addresses(), ROUTER.routes(), false);

    private Machines() {}

    private static Host host(boolean forwarding, String addresses) {
        List<InterfaceAddress> own = Stream.of(addresses.split(" ", -1))
                .map(text -> {
                    String[] parts = text.split("[=/]", -1);
                    return new InterfaceAddress(parts[0], Address.of(parts[1]), Integer.parseInt(parts[2]));
                })
                .toList();
        Route v4 = new Route(Network.of("0.0.0.0/0"), Optional.of(Address.of("203.0.113.254")), "eth0");
        Route far = new Route(Network.of("10.9.0.0/16"), Optional.of(Address.of("10.0.0.9")), "lan0");
        return new Host(own, List.of(v4, far), forwarding);
    }

    static Walker router(String ruleset) {
        return Walker.of(ruleset(ruleset), ROUTER, List.of());
    }

    static Walker server(String ruleset) {
        return Walker.of(ruleset(ruleset), SERVER, List.of());
    }

    /** As {@link Rulesets#ruleset}; with nothing said, no rules at all. */
    static Ruleset ruleset(String ruleset) {
        return ruleset.isEmpty() ? Ruleset.EMPTY : Rulesets.ruleset(ruleset);
    }

    static Packet packet(String words) {
        return PacketSpec.parse(words)
                .value()
                .orElseThrow(() -> new IllegalArgumentException(
                        words + ": " + PacketSpec.parse(words).problems()));
    }

    /** A TCP packet: {@code tcp("in=eth0", "198.51.100.7:40000", "203.0.113.1:80", "SYN")}. */
    static Packet tcp(String interfaces, String source, String destination, String flags) {
        return packet("%s proto=tcp src=%s sport=%s dst=%s dport=%s flags=%s"
                .formatted(
                        interfaces,
                        source.split(":", -1)[0],
                        source.split(":", -1)[1],
                        destination.split(":", -1)[0],
                        destination.split(":", -1)[1],
                        flags));
    }

    /** What rules, policies and decisions a packet met: {@code PREROUTING nat PREROUTING 1}. */
    static List<String> path(Walk walk) {
        return walk.steps().stream()
                .map(step -> switch (step.at()) {
                    case RuleAt rule -> step.hook() + " " + rule.table() + " " + rule.chain() + " " + rule.number();
                    case PolicyOf policy -> step.hook() + " " + policy.table() + " policy";
                    case NothingDecides nothing -> step.hook() + " nothing";
                    case Routing routing -> step.hook() + " " + routing.decision() + " " + routing.out();
                    case Tracking tracking -> step.hook() + " " + tracking.state() + (tracking.reply() ? " reply" : "");
                    case FlowRewrite rewrite -> step.hook() + " rewrite";
                })
                .map(String::strip)
                .toList();
    }

    /** Addresses and ports of a packet: {@code 10.0.0.9:40000 > 203.0.113.1:80}. */
    static String ends(Packet packet) {
        return packet.source() + ":" + packet.port(dev.packetwalk.netfilter.Side.SOURCE) + " > " + packet.destination()
                + ":" + packet.port(dev.packetwalk.netfilter.Side.DESTINATION);
    }
}
