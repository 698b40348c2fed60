package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Flow;

/**
 * The rewriting that a flow's first packet met, done to a later one without asking the nat chains again, and undone for replies.
 *
 * @param flow the flow
 */
public record FlowRewrite(Flow flow) implements Cause {
    @Override
    public String describe() {
        return "the rewriting of its flow";
    }
}
