package dev.packetwalk.netfilter;

/**
 * Discards the packet for good and tells its sender.
 *
 * @param with the answer, as iptables names it: {@code icmp-port-unreachable}, {@code tcp-reset}, …
 */
public record Reject(String with) implements Target {
    /** What iptables answers with when nothing else is said. */
    public static final String DEFAULT = "icmp-port-unreachable";
}
