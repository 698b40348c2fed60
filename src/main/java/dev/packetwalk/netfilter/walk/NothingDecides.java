package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Hook;

/**
 * No filtering chain stands in the way, so the kernel lets the packet pass.
 *
 * @param hook the last one that the packet met
 */
public record NothingDecides(Hook hook) implements Decider {
    @Override
    public String describe() {
        return "no filtering chain at " + hook;
    }
}
