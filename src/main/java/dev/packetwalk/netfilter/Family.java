package dev.packetwalk.netfilter;

/** Which packets a table sees: the address families of nf_tables, of which iptables uses {@link #IP} and {@link #IP6}. */
public enum Family {
    IP("ip"),
    IP6("ip6"),
    INET("inet"),
    ARP("arp"),
    BRIDGE("bridge"),
    NETDEV("netdev");

    private final String keyword;

    Family(String keyword) {
        this.keyword = keyword;
    }

    /** The family's name as nft prints it. */
    public String keyword() {
        return keyword;
    }

    /** Whether tables of this family see IPv4 packets at the five IP hooks. */
    public boolean seesIpv4() {
        return this == IP || this == INET;
    }
}
