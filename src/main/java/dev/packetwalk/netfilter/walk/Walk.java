package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Verdict;
import java.util.List;

/**
 * The way of one packet, and why it ends as it does.
 *
 * @param packet as it set out
 * @param verdict how it ends; UNDECIDED when that depends on more than packet and flow
 * @param decidedBy the rule or policy that decided; for ACCEPT, the one of the filtering chain that it passed last
 * @param steps every rule that matched and every policy, in order; where it depends, on the way on which those rules don't match
 * @param dependsOn the rules on which the verdict depends; empty when it does not depend
 */
public record Walk(Packet packet, Verdict verdict, Decider decidedBy, List<Step> steps, List<RuleAt> dependsOn) {
    public Walk {
        steps = List.copyOf(steps);
        dependsOn = List.copyOf(dependsOn);
    }

    /** The packet after its last step. */
    public Packet end() {
        return steps.isEmpty() ? packet : steps.getLast().packet();
    }

    /** The reason in one sentence. */
    public String because() {
        return Sentences.because(verdict, decidedBy, List.of(), dependsOn);
    }
}
