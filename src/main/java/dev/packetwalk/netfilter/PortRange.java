package dev.packetwalk.netfilter;

/**
 * Ports from the first to the last, both included.
 *
 * @param first 0 to 65535, not above {@code last}
 * @param last 0 to 65535
 */
public record PortRange(int first, int last) {
    public PortRange {
        if (first < 0 || last > 0xffff || first > last) {
            throw new IllegalArgumentException("not a range of ports: " + first + ":" + last);
        }
    }

    public static PortRange single(int port) {
        return new PortRange(port, port);
    }

    public boolean contains(int port) {
        return first <= port && port <= last;
    }

    /** As iptables-save prints it: {@code 22}, or {@code 6000:6063}. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + ":" + last;
    }
}
