package dev.packetwalk.sandbox;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Details;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Transport;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the headers of an IPv4 packet (RFC 791, 792, 768, 9293), as far as rules look at them. */
final class DatagramHeaders {
    private static final int SHORTEST = 20;
    private static final int OFFSET_BITS = 0x1fff;

    private DatagramHeaders() {}

    /** The packet; empty when the headers are not those of an IPv4 packet, or too short. */
    static Optional<Packet> read(byte[] network, byte[] transport) {
        if (network.length < SHORTEST || network[0] >> 4 != 4) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(network);
        boolean laterFragment = (header.getShort(6) & OFFSET_BITS) != 0;
        Protocol protocol = new Protocol(header.get(9) & 0xff);
        Details details = Details.NONE
                .withLength(header.getShort(2) & 0xffff)
                .withTtl(OptionalInt.of(header.get(8) & 0xff))
                .withTos(OptionalInt.of(header.get(1) & 0xff));
        boolean echo = protocol.equals(Protocol.ICMP) && !laterFragment && transport.length >= 6;
        Details all = echo && isEcho(transport[0]) ? details.withIcmpId(port(ByteBuffer.wrap(transport), 4)) : details;
        return transport(protocol, laterFragment, ByteBuffer.wrap(transport))
                .map(above -> new Packet(
                        "",
                        "",
                        Address.v4(header.getInt(12) & 0xffff_ffffL),
                        Address.v4(header.getInt(16) & 0xffff_ffffL),
                        above,
                        ConnState.withoutFlow(above),
                        0,
                        all));
    }

    private static boolean isEcho(byte type) {
        return type == 0 || type == 8;
    }

    private static Optional<Transport> transport(Protocol protocol, boolean laterFragment, ByteBuffer header) {
        if (laterFragment) {
            return Optional.of(new LaterFragment(protocol));
        }
        if (protocol.equals(Protocol.TCP)) {
            return header.limit() < 14
                    ? Optional.empty()
                    : Optional.of(new TcpHeader(port(header, 0), port(header, 2), header.get(13) & 0xff));
        }
        if (protocol.equals(Protocol.ICMP)) {
            return header.limit() < 2
                    ? Optional.empty()
                    : Optional.of(new IcmpHeader(protocol, header.get(0) & 0xff, header.get(1) & 0xff));
        }
        if (protocol.hasPorts()) {
            return header.limit() < 4
                    ? Optional.empty()
                    : Optional.of(new PortsHeader(protocol, port(header, 0), port(header, 2)));
        }
        return Optional.of(new OtherTransport(protocol));
    }

    private static int port(ByteBuffer header, int at) {
        return header.getShort(at) & 0xffff;
    }
}
