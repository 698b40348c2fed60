package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.FlowDirection;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Sequence;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.UnknownTarget;
import dev.packetwalk.netfilter.VerdictMap;
import java.util.Optional;

/** The lines of an account: the kernel's and the walk's are equal when both say the same. */
final class Line {
    static final String DELIVERED = "delivered to this host";

    private Line() {}

    /** A packet as it comes to a table's base chain. */
    static String came(Hook hook, String table, Headers headers, String in, String out, Optional<ConnState> state) {
        return "%s %s gets in=%s out=%s %s ttl=%d %s"
                .formatted(hook, table, in, out, headers.describe(), headers.ttl(), state.orElse(ConnState.INVALID));
    }

    /** A rule that matches. */
    static String rule(Hook hook, String table, String chain, int number, Rule rule, String verdict, long mark) {
        boolean plain = rule.target().filter(Line::severalVerdicts).isEmpty();
        return "%s %s %s rule %d %s mark=0x%x".formatted(hook, table, chain, number, plain ? verdict : "…", mark);
    }

    /** Whether the target has no one verdict that could be named in advance. */
    private static boolean severalVerdicts(Target target) {
        return target instanceof VerdictMap || target instanceof UnknownTarget || target instanceof Sequence;
    }

    static String policy(Hook hook, String table, String chain, Policy policy, long mark) {
        return "%s %s %s policy %s mark=0x%x".formatted(hook, table, chain, policy, mark);
    }

    /** A packet behind all base chains of a hook. */
    static String left(Hook hook, Headers headers, long mark, Optional<ConnState> state) {
        return "%s lets pass %s %s mark=0x%x"
                .formatted(hook, headers.describe(), state.orElse(ConnState.INVALID), mark);
    }

    /** A flow as it is behind the packet. Left out are what depends on time, its timeout and whether it is assured. */
    static String flow(Flow flow) {
        return "flow %s %s %s%s then %s mark=0x%x"
                .formatted(
                        flow.protocol(),
                        direction(flow.original()),
                        flow.tcpState().orElse(""),
                        flow.replied() ? " replied" : "",
                        direction(flow.reply()),
                        flow.mark());
    }

    /** Whether packets of two directions look the same. */
    static boolean sameEnds(FlowDirection one, FlowDirection other) {
        return direction(one).equals(direction(other));
    }

    private static String direction(FlowDirection way) {
        String ports = way.sourcePort().isPresent()
                ? " " + way.sourcePort().get() + ">" + way.destinationPort().orElse(0)
                : "";
        String icmp = way.icmpId().isPresent()
                ? " type " + way.icmpType().orElse(0) + " id " + way.icmpId().get()
                : "";
        return way.source() + ">" + way.destination() + ports + icmp;
    }

    static String answer(String what) {
        return "answered with " + what;
    }

    /** A packet on the wire. */
    static String sent(String out, Headers headers) {
        return "sent through " + out + ": " + headers.describe();
    }
}
