package dev.packetwalk.netfilter;

/**
 * Changes how many hops a packet has left: {@code -j TTL}, {@code -j HL}.
 *
 * @param name the target's name in the rule, {@code TTL} or {@code HL}
 * @param change how
 * @param hops 0 to 255
 */
public record SetHops(String name, Change change, int hops) implements Target {
    private static final int MOST = 255;

    /** What is done with the number. */
    public enum Change {
        SET,
        INCREASE,
        DECREASE
    }

    /** The hops left afterwards, which stay within 0 to 255. */
    public int apply(int before) {
        return switch (change) {
            case SET -> hops;
            case INCREASE -> Math.min(MOST, before + hops);
            case DECREASE -> Math.max(0, before - hops);
        };
    }
}
