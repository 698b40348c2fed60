package dev.packetwalk.sandbox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What came back to a probe.
 *
 * @param answer its kind
 * @param detail for people: {@code SYN-ACK}, {@code RST}, {@code ICMP 3/3} or {@code nothing}
 * @param elapsed from sending to the answer, or the probe's limit
 */
public record ProbeResult(Answer answer, String detail, Duration elapsed) {
    public ProbeResult {
        requireNonNull(answer, "answer");
        requireNonNull(detail, "detail");
        requireNonNull(elapsed, "elapsed");
    }

    /** The kinds of answer. */
    public enum Answer {
        /** A TCP connection was accepted. */
        OPEN,
        /** A TCP reset or an ICMP "port unreachable" came back. */
        REFUSED,
        /** A UDP datagram or an ICMP echo reply came back. */
        REPLY,
        /** Another ICMP error came back. */
        UNREACHABLE,
        /** Nothing came back within the limit. */
        FILTERED
    }
}
