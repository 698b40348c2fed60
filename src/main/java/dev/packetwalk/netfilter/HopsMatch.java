package dev.packetwalk.netfilter;

/**
 * The packet has that many hops left: {@code -m ttl}, {@code -m hl}.
 *
 * @param comparison how its hops compare
 * @param hops 0 to 255
 */
public record HopsMatch(Comparison comparison, int hops) implements DetailMatch {
    /** How the packet's number compares with the rule's. */
    public enum Comparison {
        EQUAL,
        LESS,
        GREATER
    }

    public boolean matches(int packetHops) {
        return switch (comparison) {
            case EQUAL -> packetHops == hops;
            case LESS -> packetHops < hops;
            case GREATER -> packetHops > hops;
        };
    }
}
