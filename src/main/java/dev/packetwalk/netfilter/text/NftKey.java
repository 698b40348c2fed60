package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Protocol;
import java.util.Arrays;
import java.util.Optional;

/** What an nft expression looks at, as far as it is understood. */
enum NftKey {
    IIF("iif"),
    IIFNAME("iifname"),
    OIF("oif"),
    OIFNAME("oifname"),
    META_IIFNAME("meta iifname"),
    META_OIFNAME("meta oifname"),
    META_L4PROTO("meta l4proto"),
    META_NFPROTO("meta nfproto"),
    META_MARK("meta mark"),
    IP_SADDR("ip saddr"),
    IP_DADDR("ip daddr"),
    IP_PROTOCOL("ip protocol"),
    IP6_SADDR("ip6 saddr"),
    IP6_DADDR("ip6 daddr"),
    TCP_SPORT("tcp sport"),
    TCP_DPORT("tcp dport"),
    TCP_FLAGS("tcp flags"),
    UDP_SPORT("udp sport"),
    UDP_DPORT("udp dport"),
    UDPLITE_SPORT("udplite sport"),
    UDPLITE_DPORT("udplite dport"),
    SCTP_SPORT("sctp sport"),
    SCTP_DPORT("sctp dport"),
    DCCP_SPORT("dccp sport"),
    DCCP_DPORT("dccp dport"),
    TH_SPORT("th sport"),
    TH_DPORT("th dport"),
    ICMP_TYPE("icmp type"),
    ICMPV6_TYPE("icmpv6 type"),
    CT_STATE("ct state");

    private final String words;

    NftKey(String words) {
        this.words = words;
    }

    static Optional<NftKey> of(String words) {
        return Arrays.stream(values()).filter(key -> key.words.equals(words)).findFirst();
    }

    /** The protocol that nft checks before it looks there. */
    Optional<Protocol> protocol() {
        return switch (this) {
            case TCP_SPORT, TCP_DPORT, TCP_FLAGS -> Optional.of(Protocol.TCP);
            case UDP_SPORT, UDP_DPORT -> Optional.of(Protocol.UDP);
            case UDPLITE_SPORT, UDPLITE_DPORT -> Optional.of(new Protocol(136));
            case SCTP_SPORT, SCTP_DPORT -> Optional.of(new Protocol(132));
            case DCCP_SPORT, DCCP_DPORT -> Optional.of(new Protocol(33));
            case ICMP_TYPE -> Optional.of(Protocol.ICMP);
            case ICMPV6_TYPE -> Optional.of(Protocol.ICMPV6);
            default -> Optional.empty();
        };
    }

    /** The IP version that nft checks before it looks there, in a table that sees both. */
    Optional<Family> family() {
        return switch (this) {
            case IP_SADDR, IP_DADDR, IP_PROTOCOL, ICMP_TYPE -> Optional.of(Family.IP);
            case IP6_SADDR, IP6_DADDR, ICMPV6_TYPE -> Optional.of(Family.IP6);
            default -> Optional.empty();
        };
    }
}
