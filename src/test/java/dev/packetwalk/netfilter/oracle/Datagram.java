package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Transport;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An IP packet as bytes (RFC 791, 8200, 792, 4443, 768, 9293).
 *
 * @param source address
 * @param destination address of the same family
 * @param ttl TTL or hop limit
 * @param tos type of service or traffic class
 * @param transport header
 * @param rest what an ICMP header has behind its checksum (identifier and sequence number), or a TCP sequence number
 * @param maximumSegmentSize of a TCP header, as an option; empty for a header without options
 * @param padding number of zero bytes behind the headers
 * @param quoted what an ICMP error is about
 */
record Datagram(
        Address source,
        Address destination,
        int ttl,
        int tos,
        Transport transport,
        int rest,
        OptionalInt maximumSegmentSize,
        int padding,
        Optional<Datagram> quoted) {
    private static final int MSS_OPTION = 0x02040000;
    private static final int V4_HEADER = 20;
    private static final int V6_HEADER = 40;
    private static final int IDENTIFIER = 0x4242;
    private static final int SECOND_FRAGMENT = 1;
    private static final int DO_NOT_FRAGMENT = 0x4000;

    /** A packet with nothing but headers. */
    static Datagram of(Address source, Address destination, Transport transport) {
        return new Datagram(source, destination, 64, 0, transport, 0, OptionalInt.empty(), 0, Optional.empty());
    }

    byte[] bytes() {
        byte[] segment = segment();
        return source.family() == Family.IP6 ? v6(segment) : v4(segment);
    }

    private byte[] v4(byte[] segment) {
        boolean later = transport instanceof LaterFragment;
        ByteBuffer ip = ByteBuffer.allocate(V4_HEADER + segment.length);
        ip.put((byte) 0x45)
                .put((byte) tos)
                .putShort((short) ip.capacity())
                .putShort((short) IDENTIFIER)
                .putShort((short) (later ? SECOND_FRAGMENT : DO_NOT_FRAGMENT))
                .put((byte) ttl)
                .put((byte) transport.protocol().number())
                .putShort((short) 0)
                .putInt((int) source.low())
                .putInt((int) destination.low())
                .put(segment);
        ip.putShort(10, checksum(Arrays.copyOf(ip.array(), V4_HEADER), 0));
        return ip.array();
    }

    private byte[] v6(byte[] segment) {
        ByteBuffer ip = ByteBuffer.allocate(V6_HEADER + segment.length);
        ip.putInt(0x60000000 | tos << 20)
                .putShort((short) segment.length)
                .put((byte) transport.protocol().number())
                .put((byte) ttl);
        address(ip, source);
        address(ip, destination);
        return ip.put(segment).array();
    }

    private static void address(ByteBuffer bytes, Address address) {
        if (address.family() == Family.IP6) {
            bytes.putLong(address.high()).putLong(address.low());
        } else {
            bytes.putInt((int) address.low());
        }
    }

    private byte[] segment() {
        byte[] payload = quoted.map(Datagram::bytes).orElseGet(() -> new byte[padding]);
        return switch (transport) {
            case TcpHeader tcp -> {
                int options = maximumSegmentSize.isPresent() ? 4 : 0;
                ByteBuffer bytes = ByteBuffer.allocate(20 + options + payload.length);
                bytes.putShort((short) tcp.sourcePort()).putShort((short) tcp.destinationPort());
                bytes.putInt(rest).putInt(0).put((byte) (0x50 + (options << 2))).put((byte) tcp.flags());
                bytes.putShort((short) 1024).putInt(0);
                maximumSegmentSize.ifPresent(size -> bytes.putInt(MSS_OPTION | size));
                bytes.put(payload);
                yield withChecksum(bytes.array(), 16, pseudoHeader(bytes.capacity()));
            }
            case PortsHeader udp -> {
                ByteBuffer bytes = ByteBuffer.allocate(8 + payload.length);
                bytes.putShort((short) udp.sourcePort()).putShort((short) udp.destinationPort());
                bytes.putShort((short) bytes.capacity()).putShort((short) 0).put(payload);
                yield withChecksum(bytes.array(), 6, pseudoHeader(bytes.capacity()));
            }
            case IcmpHeader icmp -> {
                ByteBuffer bytes = ByteBuffer.allocate(8 + payload.length);
                bytes.put((byte) icmp.type()).put((byte) icmp.code()).putShort((short) 0);
                bytes.putInt(rest).put(payload);
                boolean v6 = source.family() == Family.IP6;
                yield withChecksum(bytes.array(), 2, v6 ? pseudoHeader(bytes.capacity()) : 0);
            }
            case OtherTransport other -> {
                // REJECT answers only what has a right checksum, as it would be for OSPF or PIM.
                ByteBuffer bytes = ByteBuffer.allocate(4 + payload.length).put(4, payload);
                boolean v6 = source.family() == Family.IP6;
                yield withChecksum(bytes.array(), 2, v6 ? pseudoHeader(bytes.capacity()) : 0);
            }
            case LaterFragment fragment -> payload;
        };
    }

    private long pseudoHeader(int length) {
        ByteBuffer addresses = ByteBuffer.allocate(32);
        address(addresses, source);
        address(addresses, destination);
        return sum(addresses.array()) + transport.protocol().number() + length;
    }

    private static byte[] withChecksum(byte[] bytes, int at, long start) {
        ByteBuffer.wrap(bytes).putShort(at, checksum(bytes, start));
        return bytes;
    }

    private static short checksum(byte[] bytes, long start) {
        long sum = start + sum(bytes);
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        // An UDP checksum of 0 would say that there is none.
        return (short) (sum == 0xffff ? 0xffff : ~sum);
    }

    private static long sum(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i += 2) {
            sum += (bytes[i] & 0xff) << 8 | (i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0);
        }
        return sum;
    }
}
