package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.UnknownMatch;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.walk.Walk;
import java.util.List;
import java.util.Set;

/**
 * One case: the two accounts of one packet.
 *
 * @param rules as the kernel's tool printed them
 * @param packet that was sent
 * @param flows that the kernel knew before
 * @param kernel what it did, a line for each event
 * @param expected what the walk says, likewise
 * @param matched the rules that matched in the kernel
 * @param walk itself
 */
record Comparison(
        String rules,
        Packet packet,
        List<Flow> flows,
        List<String> kernel,
        List<String> expected,
        Set<Rule> matched,
        Walk walk) {
    private static final Set<String> KNOWN_BARE = Set.of("tcp", "udp", "udplite", "sctp", "dccp", "icmp", "icmp6");

    boolean agrees() {
        return kernel.equals(expected) || Peculiarities.explain(this);
    }

    /** What the kernel did to the packet itself. */
    List<String> way() {
        return kernel.stream().filter(line -> !line.startsWith("flow ")).toList();
    }

    /** What the accounts differ in first, without the values that differ from case to case. */
    String kind() {
        return kind(kernel) + " / " + kind(expected);
    }

    private String kind(List<String> lines) {
        int same = same();
        return same < lines.size()
                ? lines.get(same).replaceAll("(?<=[ =])[0-9a-fx:.]*[0-9][0-9a-fx:.]*", "N")
                : "nothing";
    }

    /** How many lines are equal before the first that differs. */
    private int same() {
        int same = 0;
        int shorter = Math.min(kernel.size(), expected.size());
        while (same < shorter && kernel.get(same).equals(expected.get(same))) {
            same++;
        }
        return same;
    }

    /** Whether a rule had its say that looks at more than packet, flow and host, of which the walk does not know the outcome. */
    boolean dependsOnMore() {
        return walk.verdict() == Verdict.UNDECIDED
                || !walk.dependsOn().isEmpty()
                || matched.stream().anyMatch(rule -> rule.matches().stream().anyMatch(Comparison::unknown));
    }

    private static boolean unknown(Match match) {
        if (match instanceof Not(Match inner)) {
            return unknown(inner);
        }
        if (match instanceof Extension extension) {
            boolean bare = extension.options().isEmpty() && !KNOWN_BARE.contains(extension.name());
            return bare || extension.options().stream().anyMatch(Comparison::unknown);
        }
        return match instanceof UnknownMatch;
    }

    /** All that is needed to see the difference, and to try it again by hand. */
    String report() {
        StringBuilder text = new StringBuilder();
        text.append("packet: ").append(packet).append('\n');
        packet.details()
                .quoted()
                .ifPresent(quoted -> text.append("about:  ").append(quoted).append('\n'));
        flows.forEach(flow -> text.append(Line.flow(flow)).append('\n'));
        text.append("rules:\n").append(rules.replaceAll("(?m)^#.*\n", "")).append('\n');
        int same = same();
        expected.stream()
                .limit(same)
                .forEach(line -> text.append("  both   ").append(line).append('\n'));
        kernel.stream()
                .skip(same)
                .forEach(line -> text.append("  kernel ").append(line).append('\n'));
        expected.stream()
                .skip(same)
                .forEach(line -> text.append("  walk   ").append(line).append('\n'));
        return text.toString();
    }
}
