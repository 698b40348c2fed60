package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Transport;
import java.nio.ByteBuffer;

/**
 * What the headers of a packet on the wire say (RFC 791, RFC 8200).
 *
 * @param source address
 * @param destination address
 * @param ttl TTL or hop limit
 * @param identifier of an IPv4 packet, 0 for IPv6
 * @param transport what follows
 */
record Headers(Address source, Address destination, int ttl, int identifier, Transport transport) {
    private static final int LATER_FRAGMENT = 0x1fff;

    /** The headers of a whole packet. */
    static Headers of(byte[] packet) {
        boolean v6 = packet[0] >>> 4 == 6;
        int length = v6 ? 40 : (packet[0] & 15) * 4;
        byte[] transport = new byte[packet.length - length];
        System.arraycopy(packet, length, transport, 0, transport.length);
        return of(packet, transport);
    }

    /** The headers of a packet whose IP header may be followed by something else. */
    static Headers of(byte[] network, byte[] transport) {
        ByteBuffer ip = ByteBuffer.wrap(network);
        if (network[0] >>> 4 == 6) {
            return new Headers(
                    new Address(Family.IP6, ip.getLong(8), ip.getLong(16)),
                    new Address(Family.IP6, ip.getLong(24), ip.getLong(32)),
                    ip.get(7) & 0xff,
                    0,
                    transport(ip.get(6) & 0xff, transport));
        }
        int protocol = ip.get(9) & 0xff;
        boolean later = (ip.getShort(6) & LATER_FRAGMENT) != 0;
        return new Headers(
                Address.v4(Integer.toUnsignedLong(ip.getInt(12))),
                Address.v4(Integer.toUnsignedLong(ip.getInt(16))),
                ip.get(8) & 0xff,
                ip.getShort(4) & 0xffff,
                later ? new LaterFragment(new Protocol(protocol)) : transport(protocol, transport));
    }

    private static Transport transport(int number, byte[] bytes) {
        Protocol protocol = new Protocol(number);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (number == 6 && bytes.length >= 14) {
            return new TcpHeader(in.getShort(0) & 0xffff, in.getShort(2) & 0xffff, in.get(13) & 0xff);
        }
        if (protocol.hasPorts() && bytes.length >= 4) {
            return new PortsHeader(protocol, in.getShort(0) & 0xffff, in.getShort(2) & 0xffff);
        }
        if ((number == 1 || number == 58) && bytes.length >= 2) {
            return new IcmpHeader(protocol, in.get(0) & 0xff, in.get(1) & 0xff);
        }
        return new OtherTransport(protocol);
    }

    /** As a packet specification names them. */
    String describe() {
        String more = switch (transport) {
            case TcpHeader tcp -> " sport=" + tcp.sourcePort() + " dport=" + tcp.destinationPort();
            case PortsHeader ports -> " sport=" + ports.sourcePort() + " dport=" + ports.destinationPort();
            case IcmpHeader icmp -> " icmp-type=" + icmp.type() + "/" + icmp.code();
            case LaterFragment fragment -> " fragment";
            case OtherTransport other -> "";
        };
        return transport.protocol() + " src=" + source + " dst=" + destination + more;
    }
}
