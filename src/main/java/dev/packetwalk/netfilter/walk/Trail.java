package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Packet;
import java.util.ArrayList;
import java.util.List;

/** What is written down of a walk, so that it can explain itself. Or nothing, where only the verdict is asked for. */
final class Trail {
    private final boolean written;
    private final List<Step> steps = new ArrayList<>();
    private final List<Unreached> unreached = new ArrayList<>();

    private Trail(boolean written) {
        this.written = written;
    }

    static Trail written() {
        return new Trail(true);
    }

    static Trail none() {
        return new Trail(false);
    }

    List<Step> steps() {
        return steps;
    }

    List<Unreached> unreached() {
        return unreached;
    }

    void step(Hook hook, Cause at, Packet packet) {
        if (written) {
            steps.add(new Step(hook, at, packet));
        }
    }

    /** Notes that the packet, here as it is after the step, has come to a rule; later steps go behind it. */
    int open(Hook hook, RuleAt at, Packet packet) {
        step(hook, at, packet);
        return steps.size() - 1;
    }

    /** Says how the packet looks after the rule that was noted at a place. */
    void close(int place, Packet packet) {
        if (written) {
            Step step = steps.get(place);
            if (!step.packet().equals(packet)) {
                steps.set(place, new Step(step.hook(), step.at(), packet));
            }
        }
    }

    /** Takes back the last note, of a rule that after all does not match. */
    void takeBack(int place) {
        if (written) {
            steps.remove(place);
        }
    }

    /** Notes the rules of a chain from a place on that the packet did not get to, because of a rule. */
    void unreached(PreparedChain chain, int from, RuleAt because, Matching matching) {
        if (!written) {
            return;
        }
        for (int i = from; i < chain.rules.length; i++) {
            PreparedRule rule = chain.rules[i];
            unreached.add(new Unreached(rule.at, because, matching.all(rule.matches) == Truth.YES));
        }
    }
}
