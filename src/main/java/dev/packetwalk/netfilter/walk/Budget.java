package dev.packetwalk.netfilter.walk;

/**
 * How much work an analysis may do before it gives up on what is left and says so.
 *
 * @param comparisons how often two regions of packets may be compared, with other work counted as the comparisons that would take its
 *     time; a million take about a twentieth of a second
 */
public record Budget(long comparisons) {
    public static final Budget DEFAULT = new Budget(10_000_000);
}
