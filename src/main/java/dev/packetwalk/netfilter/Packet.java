package dev.packetwalk.netfilter;

import java.util.ArrayList;
import java.util.List;

/**
 * One packet at a hook, with what connection tracking says about it.
 *
 * @param in name of the interface it arrived on; empty for a packet of this host on its way out
 * @param out name of the interface it leaves through; empty where that is not known yet or it stays
 * @param source address, of the same family as the destination
 * @param destination address
 * @param transport what follows the IP header
 * @param state what connection tracking says
 * @param mark the packet's mark, unsigned 32 bits; 0 unless a rule set it
 * @param details what else is known of it
 */
public record Packet(
        String in,
        String out,
        Address source,
        Address destination,
        Transport transport,
        ConnState state,
        long mark,
        Details details) {

    /** A packet of which nothing else is known. */
    public Packet(
            String in,
            String out,
            Address source,
            Address destination,
            Transport transport,
            ConnState state,
            long mark) {
        this(in, out, source, destination, transport, state, mark, Details.NONE);
    }

    public Protocol protocol() {
        return transport.protocol();
    }

    /** The same packet with another mark. */
    public Packet withMark(long newMark) {
        return new Packet(in, out, source, destination, transport, state, newMark, details);
    }

    /** The same packet in another state. */
    public Packet withState(ConnState newState) {
        return new Packet(in, out, source, destination, transport, newState, mark, details);
    }

    /** The same packet between other interfaces; empty names for none. */
    public Packet between(String newIn, String newOut) {
        return new Packet(newIn, newOut, source, destination, transport, state, mark, details);
    }

    /** The same packet with another source. */
    public Packet withSource(Address newSource) {
        return new Packet(in, out, newSource, destination, transport, state, mark, details);
    }

    /** The same packet with another destination. */
    public Packet withDestination(Address newDestination) {
        return new Packet(in, out, source, newDestination, transport, state, mark, details);
    }

    /** The same packet with another transport header. */
    public Packet withTransport(Transport newTransport) {
        return new Packet(in, out, source, destination, newTransport, state, mark, details);
    }

    /** The same packet of which something else is known. */
    public Packet withDetails(Details newDetails) {
        return new Packet(in, out, source, destination, transport, state, mark, newDetails);
    }

    /** The port at one end; -1 where the packet shows none. */
    public int port(Side side) {
        return switch (transport) {
            case TcpHeader tcp -> side == Side.SOURCE ? tcp.sourcePort() : tcp.destinationPort();
            case PortsHeader ports -> side == Side.SOURCE ? ports.sourcePort() : ports.destinationPort();
            case IcmpHeader icmp -> -1;
            case LaterFragment fragment -> -1;
            case OtherTransport other -> -1;
        };
    }

    /** The same packet with another port at one end; itself where it has no ports. */
    public Packet withPort(Side side, int port) {
        return switch (transport) {
            case TcpHeader tcp ->
                withTransport(
                        side == Side.SOURCE
                                ? new TcpHeader(port, tcp.destinationPort(), tcp.flags())
                                : new TcpHeader(tcp.sourcePort(), port, tcp.flags()));
            case PortsHeader ports ->
                withTransport(
                        side == Side.SOURCE
                                ? new PortsHeader(ports.protocol(), port, ports.destinationPort())
                                : new PortsHeader(ports.protocol(), ports.sourcePort(), port));
            case IcmpHeader icmp -> this;
            case LaterFragment fragment -> this;
            case OtherTransport other -> this;
        };
    }

    /** In the words of a packet specification: {@code in=eth0 proto=tcp src=… sport=… dst=… dport=22 flags=SYN state=NEW}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (!in.isEmpty()) {
            words.add("in=" + in);
        }
        if (!out.isEmpty()) {
            words.add("out=" + out);
        }
        words.add("proto=" + protocol());
        words.add("src=" + source);
        words.add("dst=" + destination);
        switch (transport) {
            case TcpHeader tcp -> {
                words.add("sport=" + tcp.sourcePort());
                words.add("dport=" + tcp.destinationPort());
                words.add("flags=" + tcp.flagNames());
            }
            case PortsHeader ports -> {
                words.add("sport=" + ports.sourcePort());
                words.add("dport=" + ports.destinationPort());
            }
            case IcmpHeader icmp -> words.add("icmp-type=" + icmp.type() + "/" + icmp.code());
            case LaterFragment fragment -> words.add("fragment");
            case OtherTransport other -> {}
        }
        words.add("state=" + state);
        if (mark != 0) {
            words.add("mark=0x" + Long.toHexString(mark));
        }
        words.addAll(details.words());
        return String.join(" ", words);
    }

    /** In plain words, for a sentence: {@code a new TCP connection to port 22, from 203.0.113.9 on eth0}. */
    public String describe() {
        return PacketWords.describe(this);
    }
}
