package dev.packetwalk.lesson;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Protocol;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A kind of packets for the box itself, or of its own: every packet that fits what is stated here, whatever else is in it.
 *
 * @param words what to call one of them, such as {@code a reply to a connection of your own}
 * @param arrival which way they take
 * @param states what connection tracking says of them, at least one
 * @param protocol empty for any
 * @param port their destination port; empty for any
 * @param source where they are from, an IPv4 address or network; empty for anywhere
 * @param destination where they are for, an IPv4 address or network; empty for anywhere
 */
public record Packets(
        String words,
        Arrival arrival,
        Set<ConnState> states,
        Optional<Protocol> protocol,
        OptionalInt port,
        Optional<String> source,
        Optional<String> destination) {
    public Packets {
        states = Set.copyOf(states);
    }

    /** Which way packets take. */
    public enum Arrival {
        /** Over {@code lo}: from the box to itself. */
        LOOPBACK,
        /** Over any other interface, without what the kernel itself discards as impossible there. */
        NETWORK,
        /** From the box itself and under its own address, out over {@code eth0}. */
        OUTBOUND
    }
}
