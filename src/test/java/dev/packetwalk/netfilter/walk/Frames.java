package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.TcpHeader;
import java.nio.ByteBuffer;

/** Packets as the bytes that go over the wire (RFC 791, 792, 768, 9293). */
final class Frames {
    private static final int IP_HEADER = 20;

    private Frames() {}

    /** An Ethernet frame from outside to the box; {@code flowSource} and ports name the flow that an ICMP error is about. */
    static byte[] of(Packet packet, int identifier, byte[] inner) {
        byte[] payload = payload(packet, identifier, inner);
        ByteBuffer frame = ByteBuffer.allocate(14 + IP_HEADER + payload.length);
        frame.put(mac(NetworkNamespaces.BOX_MAC))
                .put(mac(NetworkNamespaces.OUTSIDE_MAC))
                .putShort((short) 0x0800);
        frame.put(ip(packet.source(), packet.destination(), packet.protocol().number(), payload));
        return frame.array();
    }

    /** An IP datagram with a UDP header, as an ICMP error quotes it. */
    static byte[] udpDatagram(Address source, Address destination, int sourcePort, int destinationPort) {
        ByteBuffer udp = ByteBuffer.allocate(8);
        udp.putShort((short) sourcePort)
                .putShort((short) destinationPort)
                .putShort((short) 8)
                .putShort((short) 0);
        return ip(source, destination, 17, udp.array());
    }

    private static byte[] ip(Address source, Address destination, int protocol, byte[] payload) {
        ByteBuffer ip = ByteBuffer.allocate(IP_HEADER + payload.length);
        ip.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (IP_HEADER + payload.length))
                .putInt(0x4000);
        ip.put((byte) 64).put((byte) protocol).putShort((short) 0);
        ip.putInt((int) source.low()).putInt((int) destination.low());
        ip.putShort(10, checksum(ip.array(), 0, IP_HEADER, 0));
        ip.put(payload);
        return ip.array();
    }

    private static byte[] payload(Packet packet, int identifier, byte[] inner) {
        return switch (packet.transport()) {
            case TcpHeader tcp -> {
                ByteBuffer bytes = ByteBuffer.allocate(20);
                bytes.putShort((short) tcp.sourcePort()).putShort((short) tcp.destinationPort());
                bytes.putInt(1000)
                        .putInt(0)
                        .put((byte) 0x50)
                        .put((byte) tcp.flags())
                        .putShort((short) 1024)
                        .putInt(0);
                yield withPseudoHeader(packet, bytes.array(), 16);
            }
            case PortsHeader udp -> {
                ByteBuffer bytes = ByteBuffer.allocate(8);
                bytes.putShort((short) udp.sourcePort())
                        .putShort((short) udp.destinationPort())
                        .putShort((short) 8)
                        .putShort((short) 0);
                yield withPseudoHeader(packet, bytes.array(), 6);
            }
            case IcmpHeader icmp -> {
                ByteBuffer bytes = ByteBuffer.allocate(8 + inner.length);
                bytes.put((byte) icmp.type()).put((byte) icmp.code()).putShort((short) 0);
                bytes.putInt(icmp.type() == 3 ? 0 : identifier << 16 | 1).put(inner);
                bytes.putShort(2, checksum(bytes.array(), 0, bytes.capacity(), 0));
                yield bytes.array();
            }
            case OtherTransport other -> new byte[8];
            case LaterFragment fragment -> new byte[8];
        };
    }

    private static byte[] withPseudoHeader(Packet packet, byte[] segment, int at) {
        long sum = (packet.source().low() >> 16)
                + (packet.source().low() & 0xffff)
                + (packet.destination().low() >> 16)
                + (packet.destination().low() & 0xffff)
                + packet.protocol().number()
                + segment.length;
        ByteBuffer.wrap(segment).putShort(at, checksum(segment, 0, segment.length, sum));
        return segment;
    }

    private static short checksum(byte[] bytes, int from, int to, long start) {
        long sum = start;
        for (int i = from; i < to; i += 2) {
            sum += (bytes[i] & 0xff) << 8 | (i + 1 < to ? bytes[i + 1] & 0xff : 0);
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (short) ~sum;
    }

    private static byte[] mac(String text) {
        byte[] bytes = new byte[6];
        String[] parts = text.split(":", -1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i], 16);
        }
        return bytes;
    }
}
