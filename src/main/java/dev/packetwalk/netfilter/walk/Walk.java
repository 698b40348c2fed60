package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * The way of one packet, and why it ends as it does.
 *
 * @param packet as it set out
 * @param verdict how it ends; UNDECIDED when that depends on more than packet, flows and host
 * @param decidedBy what decided: a rule, a policy or the routing decision; for ACCEPT, the rule or policy of the filtering chain
 *     that it passed last
 * @param steps every rule that matched, every policy, every routing decision and what connection tracking did, in order; where
 *     it depends, on the way on which the rules that can't be told don't match
 * @param dependsOn the rules on which the verdict depends; empty when it does not depend
 * @param answer what the sender is told instead; empty when it is told nothing or the packet passes
 * @param flow the flow that the packet belongs to, or makes; empty when it is not tracked, not known, or ends before it makes one
 * @param unreached the rules that it did not get to see, in the chains that it was taken out of
 */
public record Walk(
        Packet packet,
        Verdict verdict,
        Cause decidedBy,
        List<Step> steps,
        List<RuleAt> dependsOn,
        Optional<Answer> answer,
        Optional<Flow> flow,
        List<Unreached> unreached) {
    public Walk {
        steps = List.copyOf(steps);
        dependsOn = List.copyOf(dependsOn);
        unreached = List.copyOf(unreached);
    }

    /** The packet after its last step. */
    public Packet end() {
        return steps.isEmpty() ? packet : steps.getLast().packet();
    }

    /** The packet after the last step at that hook; empty when nothing happened to it there. */
    public Optional<Packet> after(Hook hook) {
        return steps.reversed().stream()
                .filter(step -> step.hook() == hook)
                .findFirst()
                .map(Step::packet);
    }

    /** The reason in one sentence. */
    public String because() {
        return Sentences.because(this);
    }
}
