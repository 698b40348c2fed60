package dev.packetwalk.sandbox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * One real packet, or the start of one real connection, sent by the keeper.
 *
 * @param from the host that sends it: a host of the world by name ({@code internet}), or {@code box} for the box's own namespace
 * @param protocol what is sent: a TCP SYN, a UDP datagram or an ICMP echo request
 * @param destination an IPv4 address
 * @param port the destination port; 0 for ICMP
 * @param limit how long to wait for an answer; 10 ms to 5 s
 */
public record Probe(String from, Protocol protocol, String destination, int port, Duration limit) {
    public Probe {
        requireNonNull(from, "from");
        requireNonNull(protocol, "protocol");
        requireNonNull(destination, "destination");
        requireNonNull(limit, "limit");
    }

    /** The same with another limit. */
    public Probe within(Duration newLimit) {
        return new Probe(from, protocol, destination, port, newLimit);
    }

    /** What a probe can send. */
    public enum Protocol {
        TCP,
        UDP,
        ICMP
    }
}
