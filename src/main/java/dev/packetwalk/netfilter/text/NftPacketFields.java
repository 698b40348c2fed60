package dev.packetwalk.netfilter.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The properties in a packet's line of {@code nft monitor trace}: a header's name, a field's name, a value. */
final class NftPacketFields {
    private static final Set<String> ALONE = Set.of("iif", "oif", "iifname", "oifname");
    private static final Set<String> HEADERS = Set.of(
            "ether", "vlan", "arp", "ip", "ip6", "tcp", "udp", "udplite", "sctp", "dccp", "icmp", "icmpv6", "esp", "ah",
            "comp", "meta", "ct", "igmp");

    private NftPacketFields() {}

    static List<TracedPacket.Field> read(String text) {
        List<TracedPacket.Field> fields = new ArrayList<>();
        Words words = Words.split(text);
        while (words.hasNext()) {
            String word = words.next().text();
            String key = word;
            if (HEADERS.contains(word) && words.hasNext()) {
                key = word + " " + words.next().text();
            }
            boolean hasValue = (ALONE.contains(key) || !key.equals(word)) && words.hasNext();
            if (hasValue) {
                words.take("==");
            }
            fields.add(new TracedPacket.Field(
                    key, hasValue && words.hasNext() ? words.next().text() : ""));
        }
        return fields;
    }
}
