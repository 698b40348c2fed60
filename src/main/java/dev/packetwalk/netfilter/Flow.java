package dev.packetwalk.netfilter;

import java.util.Optional;

/**
 * One connection as connection tracking knows it.
 *
 * @param protocol its transport protocol
 * @param timeout seconds until it is forgotten when nothing more is seen; empty in a listing without it
 * @param tcpState the state that connection tracking keeps for TCP, SCTP and DCCP ({@code ESTABLISHED}, {@code SYN_SENT}, …);
 *     empty for other protocols
 * @param original the direction of its first packet
 * @param reply the direction of the answers, as they are seen before addresses are translated back
 * @param replied whether an answer has been seen
 * @param assured whether it is kept when the table gets full
 * @param mark of the connection, unsigned 32 bits
 */
public record Flow(
        Protocol protocol,
        Optional<Long> timeout,
        Optional<String> tcpState,
        FlowDirection original,
        FlowDirection reply,
        boolean replied,
        boolean assured,
        long mark) {

    /** Whether the destination of the first packet was rewritten on its way. */
    public boolean destinationTranslated() {
        return !original.destination().equals(reply.source())
                || !original.destinationPort().equals(reply.sourcePort());
    }

    /** Whether the source of the first packet was rewritten on its way. */
    public boolean sourceTranslated() {
        return !original.source().equals(reply.destination())
                || !original.sourcePort().equals(reply.destinationPort());
    }
}
