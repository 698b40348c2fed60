package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpHeader;
import java.io.IOException;
import java.util.List;

/** A box in which a test sends packets; each must be walked as the kernel does it, whatever else the test looks at. */
final class Scene implements AutoCloseable {
    static final int SYN = 0x02;
    static final int SYN_ACK = 0x12;
    static final int ACK = 0x10;
    static final int FIN = 0x01;

    private final KernelBox box;

    Scene() throws Exception {
        box = new KernelBox();
    }

    KernelBox box() {
        return box;
    }

    /** Loads rules for IPv4: a text for iptables-restore. */
    void rules(String text) throws Exception {
        box.load(Family.IP, text);
    }

    /** Loads rules for IPv6: a text for ip6tables-restore. */
    void rulesV6(String text) throws Exception {
        box.load(Family.IP6, text);
    }

    /** What the kernel did with the packet, as the walk said before. */
    List<String> send(Shot shot) throws Exception {
        Comparison comparison = box.compare(shot);
        if (!comparison.agrees()) {
            throw new AssertionError("kernel and walk disagree\n" + comparison.report());
        }
        return comparison.way();
    }

    List<String> tcp(String source, int sourcePort, String destination, int port, int flags) throws Exception {
        return send(Shot.of(
                Address.of(source), Address.of(destination), new TcpHeader(sourcePort, port, flags), Shot.Shape.PLAIN));
    }

    List<String> udp(String source, int sourcePort, String destination, int port) throws Exception {
        PortsHeader header = new PortsHeader(Protocol.UDP, sourcePort, port);
        return send(Shot.of(Address.of(source), Address.of(destination), header, Shot.Shape.PLAIN));
    }

    List<String> ping(String source, String destination, int id) throws Exception {
        return icmp(source, destination, 8, id);
    }

    List<String> icmp(String source, String destination, int type, int id) throws Exception {
        IcmpHeader header = new IcmpHeader(Protocol.ICMP, type, 0);
        return send(Shot.query(Address.of(source), Address.of(destination), header, id, Shot.Shape.PLAIN));
    }

    /** "Port unreachable", about a packet as its receiver quotes it. */
    List<String> unreachable(String source, Packet about) throws Exception {
        return send(Shot.error(Address.of(source), new IcmpHeader(Protocol.ICMP, 3, 3), about, Shot.Shape.PLAIN));
    }

    /** A UDP packet to be quoted. */
    static Packet udpPacket(String source, int sourcePort, String destination, int port) {
        PortsHeader header = new PortsHeader(Protocol.UDP, sourcePort, port);
        return Shot.of(Address.of(source), Address.of(destination), header, Shot.Shape.PLAIN)
                .packet();
    }

    @Override
    public void close() throws IOException {
        box.close();
    }
}
