package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.FlowDirection;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.Side;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The flow of the packet that is being walked: one that was listed, one that it starts, or one of which nothing is known. */
final class Connection {
    private final @Nullable Flow listed;
    private final Protocol protocol;
    private Optional<String> tcpState;

    /** Whether its ends, its rewriting and its mark are known. */
    final boolean known;

    /** Whether the packet goes against the flow's first one. */
    final boolean reply;

    /** Whether the packet is an ICMP error about the flow. */
    final boolean error;

    FlowDirection original;
    FlowDirection answers;
    long mark;
    boolean markKnown;

    /** Whether it is settled how its destination is rewritten, and its source. */
    boolean destinationBound;

    boolean sourceBound;

    /** Whether its first packet has left. */
    boolean confirmed;

    /** Whether connection tracking forgets it with this packet: a reset, before there was an answer. */
    boolean forgotten;

    private Connection(
            @Nullable Flow listed,
            Protocol protocol,
            FlowDirection original,
            FlowDirection answers,
            Optional<String> tcpState,
            boolean known,
            boolean reply,
            boolean error) {
        this.listed = listed;
        this.protocol = protocol;
        this.original = original;
        this.answers = answers;
        this.tcpState = tcpState;
        this.known = known;
        this.reply = reply;
        this.error = error;
        this.mark = listed == null ? 0 : listed.mark();
        this.markKnown = known;
        this.destinationBound = listed != null || !known;
        this.sourceBound = destinationBound;
        this.confirmed = destinationBound;
    }

    /** The one that a packet starts. */
    static Connection startedBy(Packet packet) {
        FlowDirection original = directionOf(packet);
        return new Connection(
                null,
                packet.protocol(),
                original,
                inverse(original),
                TcpStates.first(packet.transport()),
                true,
                false,
                false);
    }

    /** One that a packet starts because another one foretold it, whose mark it has inherited. */
    static Connection expected(Packet packet) {
        Connection started = startedBy(packet);
        started.markKnown = false;
        return started;
    }

    /** One that a packet is said to belong to, of which nothing else is known. */
    static Connection unknownOf(Packet packet) {
        FlowDirection original = directionOf(packet);
        return new Connection(
                null, packet.protocol(), original, inverse(original), Optional.empty(), false, false, isError(packet));
    }

    /** A listed one that a packet belongs to, or is an error about. */
    static Connection of(Flow flow, boolean reply, boolean error, Optional<String> tcpState) {
        return new Connection(flow, flow.protocol(), flow.original(), flow.reply(), tcpState, true, reply, error);
    }

    private static boolean isError(Packet packet) {
        return packet.transport() instanceof IcmpHeader;
    }

    private static FlowDirection directionOf(Packet packet) {
        Optional<Integer> type =
                packet.transport() instanceof IcmpHeader icmp ? Optional.of(icmp.type()) : Optional.empty();
        Optional<Integer> id = packet.details().icmpId().isPresent()
                ? Optional.of(packet.details().icmpId().getAsInt())
                : Optional.empty();
        return new FlowDirection(
                packet.source(),
                packet.destination(),
                port(packet, Side.SOURCE),
                port(packet, Side.DESTINATION),
                type,
                type.isPresent() ? id : Optional.empty(),
                Optional.empty());
    }

    private static Optional<Integer> port(Packet packet, Side side) {
        int port = packet.port(side);
        return port < 0 ? Optional.empty() : Optional.of(port);
    }

    private static FlowDirection inverse(FlowDirection direction) {
        return new FlowDirection(
                direction.destination(),
                direction.source(),
                direction.destinationPort(),
                direction.sourcePort(),
                direction.icmpType().map(IcmpQueries::answering),
                direction.icmpId(),
                Optional.empty());
    }

    /** Notes to where the first packet's destination was rewritten. */
    void rewriteDestination(Address address, int port) {
        answers = new FlowDirection(
                address,
                answers.destination(),
                answers.sourcePort().map(before -> port),
                answers.destinationPort(),
                answers.icmpType(),
                answers.icmpId(),
                Optional.empty());
    }

    /** Notes to what the first packet's source was rewritten. */
    void rewriteSource(Address address, int port) {
        answers = new FlowDirection(
                answers.source(),
                address,
                answers.sourcePort(),
                answers.destinationPort().map(before -> port),
                answers.icmpType(),
                answers.icmpId(),
                Optional.empty());
    }

    boolean seenReply() {
        return (reply && !error) || (listed != null && listed.replied());
    }

    /** Whether it is kept when the table gets full. */
    boolean assured() {
        return listed != null && (listed.assured() || isFullyOpen(listed));
    }

    /** A TCP connection is kept from the segment on that finds it open on both sides. */
    private boolean isFullyOpen(Flow before) {
        boolean opening = before.tcpState()
                .filter(state -> state.equals("SYN_RECV") || state.equals("ESTABLISHED"))
                .isPresent();
        return !error && opening && seenReply() && tcpState.equals(Optional.of("ESTABLISHED"));
    }

    /** Notes that this host answers the packet with a TCP reset (nf_ct_set_closing). */
    void close() {
        tcpState = tcpState.map(before -> TcpStates.CLOSE);
    }

    /** Whether it was known before the packet came. */
    boolean isListed() {
        return listed != null;
    }

    Protocol protocol() {
        return protocol;
    }

    /** As it is listed after the packet. */
    Flow flow() {
        return new Flow(
                protocol,
                listed == null ? Optional.empty() : listed.timeout(),
                tcpState,
                original,
                answers,
                seenReply(),
                assured(),
                mark);
    }
}
