package dev.packetwalk.netfilter;

/** What connection tracking says about a packet; exactly one holds for each packet. */
public enum ConnState {
    /** Not part of any flow it could belong to, or not yet looked at by connection tracking. */
    INVALID,
    /** The first packets of a flow, before the other side has answered. */
    NEW,
    /** Starts something that a known flow asked for: an ICMP error about it, a helper's data connection. */
    RELATED,
    /** Part of a flow that has been seen in both directions. */
    ESTABLISHED,
    /** Exempted from connection tracking by a rule in the raw table. */
    UNTRACKED;

    /**
     * What connection tracking says about a packet that belongs to no flow it knows: the start of one, or INVALID where no flow
     * starts like that. As Linux 6.18 does with its default of picking up TCP connections that it has not seen start
     * (nf_conntrack_proto_tcp.c, nf_conntrack_proto_icmp.c, nf_conntrack_proto_icmpv6.c).
     */
    public static ConnState withoutFlow(Transport transport) {
        return switch (transport) {
            case TcpHeader tcp -> startsConnection(tcp.flags()) ? NEW : INVALID;
            case IcmpHeader icmp -> icmp.protocol().equals(Protocol.ICMP) ? query(icmp.type()) : query6(icmp.type());
            case PortsHeader ports -> NEW;
            case OtherTransport other -> NEW;
            case LaterFragment fragment -> INVALID;
        };
    }

    private static boolean startsConnection(int flags) {
        int looked = TcpFlag.SYN.bit() | TcpFlag.ACK.bit() | TcpFlag.FIN.bit() | TcpFlag.RST.bit();
        return switch (flags & looked) {
            case 0x02, 0x10 -> true;
            default -> false;
        };
    }

    /** Echo, timestamp, information and address mask requests. */
    private static ConnState query(int type) {
        return type == 8 || type == 13 || type == 15 || type == 17 ? NEW : INVALID;
    }

    /** Echo and node information requests; the messages that keep a link running are not tracked. */
    private static ConnState query6(int type) {
        boolean housekeeping = (type >= 130 && type <= 136) || type == 143;
        return housekeeping ? UNTRACKED : type == 128 || type == 139 ? NEW : INVALID;
    }
}
