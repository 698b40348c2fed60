package dev.packetwalk.grading;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.FlowDirection;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Transport;
import java.util.Optional;

/** The packets that come back to the box in flows of its own. */
final class Replies {
    private static final int ECHO_REPLY = 0;

    private Replies() {}

    /** One of them; empty for a protocol whose answers are not known here. */
    static Optional<Packet> packet(Flow flow) {
        FlowDirection reply = flow.reply();
        return transport(flow.protocol(), reply)
                .map(transport -> new Packet(
                        "eth0", "", reply.source(), reply.destination(), transport, ConnState.ESTABLISHED, 0));
    }

    private static Optional<Transport> transport(Protocol protocol, FlowDirection reply) {
        if (protocol.equals(Protocol.ICMP)) {
            return Optional.of(new IcmpHeader(Protocol.ICMP, ECHO_REPLY, 0));
        }
        return reply.sourcePort()
                .flatMap(from -> reply.destinationPort()
                        .map(to -> protocol.equals(Protocol.TCP)
                                ? new TcpHeader(from, to, TcpFlag.SYN.bit() | TcpFlag.ACK.bit())
                                : new PortsHeader(protocol, from, to)));
    }
}
