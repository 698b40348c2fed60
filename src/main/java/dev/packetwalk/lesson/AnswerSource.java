package dev.packetwalk.lesson;

import java.util.List;

/** Where the right value of an answer comes from: always this sandbox's own evidence at the time of the answer. */
public sealed interface AnswerSource {
    /** The policy of a chain of the kernel's: {@code ACCEPT} or {@code DROP}. */
    record PolicyOf(String table, String chain) implements AnswerSource {}

    /** Where a stranger's TCP connection to a port of the box is sent: an address, a colon and a port. */
    record TranslationOf(int port) implements AnswerSource {}

    /** Which of these published ports has the DNAT rule that has counted most packets. */
    record Busiest(List<Integer> ports) implements AnswerSource {
        public Busiest {
            ports = List.copyOf(ports);
        }
    }

    /**
     * What happens to a stranger's TCP connection to an address and port: {@code forwarded}, {@code let-in}, {@code dropped} or
     * {@code rejected}.
     *
     * @param from an IPv4 address
     * @param to an IPv4 address
     */
    record FateOf(String from, String to, int port) implements AnswerSource {}

    /** A part of the conntrack entry that the answer is about. */
    record EntryPart(Part part) implements AnswerSource {}

    /** How many flows connection tracking holds. */
    record TrackedCount() implements AnswerSource {}

    /** How many it may hold. */
    record TrackedLimit() implements AnswerSource {
        /** Where the kernel tells it. */
        public static final String PATH = "/proc/sys/net/netfilter/nf_conntrack_max";
    }

    /** A part of a conntrack entry; sources and destinations are those of the packet that opened the connection. */
    enum Part {
        PROTOCOL,
        PROTOCOL_NUMBER,
        STATE,
        SOURCE,
        SOURCE_PORT,
        DESTINATION,
        DESTINATION_PORT,
        /** The address from which the answers are expected. */
        REPLY_SOURCE,
        /** The address at which they are expected. */
        REPLY_DESTINATION,
        /** In seconds; every value counts that the entry can have shown in the minutes before the answer. */
        TIME_LEFT
    }
}
