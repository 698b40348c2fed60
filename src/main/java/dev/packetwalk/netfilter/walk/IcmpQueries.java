package dev.packetwalk.netfilter.walk;

/** Which ICMP messages answer which, of both protocols (nf_conntrack_proto_icmp.c and nf_conntrack_proto_icmpv6.c). */
final class IcmpQueries {
    private IcmpQueries() {}

    /** The type that answers a type, either way round; the type itself for messages that are no queries. */
    static int answering(int type) {
        return switch (type) {
            case 8 -> 0;
            case 0 -> 8;
            case 13, 15, 17, 128, 139 -> type + 1;
            case 14, 16, 18, 129, 140 -> type - 1;
            default -> type;
        };
    }
}
