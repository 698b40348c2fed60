package dev.packetwalk.sandbox;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Policy;
import java.util.Optional;

/**
 * One message of the kernel's rule trace (NFNLGRP_NFTRACE, net/netfilter/nf_tables_trace.c of Linux 6.18). Rules that do not match
 * are in no message, and neither is the hook: the chain says it.
 *
 * @param family of the table
 * @param table its name
 * @param chain its name
 * @param event what happened
 * @param mark the packet's mark behind the rule, unsigned 32 bits
 * @param seen the packet; only the first message of each base chain shows it
 */
public record TraceMessage(Family family, String table, String chain, Event event, long mark, Optional<Seen> seen) {
    /** The keeper's own table, whose chains mark where a packet sets out and where a hook lets it go. */
    public static final String MARKER_TABLE = "packetwalk";

    /**
     * A packet as the kernel shows it.
     *
     * @param packet its state is what {@link ConnState#withoutFlow} says where {@code state} is empty
     * @param state what connection tracking says; empty where it has not looked, and for an invalid packet
     */
    public record Seen(Packet packet, Optional<ConnState> state) {}

    /** What happened. */
    public sealed interface Event {
        /**
         * A rule matched.
         *
         * @param number its place in its chain, from 1; 0 for one of the keeper's
         */
        record Matched(int number, Then then) implements Event {}

        /** The packet came to the end of a chain. */
        record ChainEnded() implements Event {}

        /** A base chain's policy decided. */
        record Decided(Policy policy) implements Event {}
    }

    /** What a rule leads to. */
    public enum Then {
        ACCEPT,
        /** Or reject: the kernel does not tell them apart here. */
        DROP,
        CONTINUE,
        JUMP,
        GOTO,
        RETURN,
        /** Something else, such as a queue. */
        OTHER
    }

    /** Whether a packet sets out with this message. */
    public boolean starts() {
        return table.equals(MARKER_TABLE) && !chain.startsWith("end-") && seen.isPresent();
    }

    /** Whether the packet comes in again with this message, over lo, and is the one that went out before it. */
    public boolean returns() {
        return starts() && seen.filter(s -> s.packet().in().equals("lo")).isPresent();
    }

    /** Whether a hook lets the packet go with this message. */
    public boolean ends() {
        return table.equals(MARKER_TABLE) && chain.startsWith("end-");
    }
}
