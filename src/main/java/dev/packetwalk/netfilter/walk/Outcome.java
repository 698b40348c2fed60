package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Verdict;
import java.util.List;

/**
 * How some packets end, and why.
 *
 * @param packets as they are when it is decided: with marks, NOTRACK and address translation applied; never empty
 * @param came the same packets as they set out, before any rule changed them; the same set where none did
 * @param verdict how they end
 * @param decidedBy the rule or policy that decided; for ACCEPT, the one of the filtering chain that they passed last
 * @param path the jumps that led to the deciding chain, outermost first; empty in a base chain
 * @param dependsOn the rules that may or may not have applied because they look at more than packet and flow; empty when the
 *     outcome is certain
 */
public record Outcome(
        PacketSet packets,
        PacketSet came,
        Verdict verdict,
        Decider decidedBy,
        List<RuleAt> path,
        List<RuleAt> dependsOn) {
    public Outcome {
        path = List.copyOf(path);
        dependsOn = List.copyOf(dependsOn);
    }

    /** Whether all these packets end so whatever happens beside them. */
    public boolean certain() {
        return dependsOn.isEmpty();
    }

    /** One of the packets. */
    public Packet example() {
        return packets.example().orElseThrow();
    }

    /** The reason in one sentence: {@code rule 3 of INPUT drops it: -A INPUT -j DROP}. */
    public String because() {
        return Sentences.because(verdict, decidedBy, path, dependsOn);
    }
}
