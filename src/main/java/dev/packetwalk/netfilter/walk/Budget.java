package dev.packetwalk.netfilter.walk;

/**
 * How much work an analysis may do before it gives up on what is left and says so.
 *
 * @param comparisons how often two regions of packets may be compared; a million take about a second
 */
public record Budget(long comparisons) {
    public static final Budget DEFAULT = new Budget(1_000_000);
}
