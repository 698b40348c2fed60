package dev.packetwalk.netfilter;

/**
 * Where and when the kernel calls a chain.
 *
 * @param type what the chain may do
 * @param hook where in the stack it is called
 * @param priority chains of one hook run from the lowest to the highest
 * @param policy what happens at its end
 */
public record BaseChain(Type type, Hook hook, int priority, Policy policy) {
    /** What a base chain may do. */
    public enum Type {
        /** Decide, at any hook. */
        FILTER,
        /** Rewrite addresses; sees only the first packet of each flow. */
        NAT,
        /** Decide, and have a packet routed again when it changed. */
        ROUTE
    }
}
