package dev.packetwalk.netfilter;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A transport protocol by its IP protocol number.
 *
 * @param number 0 to 255
 */
public record Protocol(int number) {
    public static final Protocol ICMP = new Protocol(1);
    public static final Protocol TCP = new Protocol(6);
    public static final Protocol UDP = new Protocol(17);
    public static final Protocol ICMPV6 = new Protocol(58);

    /** The names by which iptables 1.8.9 prints numbers, from its own list and Debian's /etc/protocols. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "icmp"),
            Map.entry(2, "igmp"),
            Map.entry(3, "ggp"),
            Map.entry(4, "ipencap"),
            Map.entry(5, "st"),
            Map.entry(6, "tcp"),
            Map.entry(8, "egp"),
            Map.entry(9, "igp"),
            Map.entry(12, "pup"),
            Map.entry(17, "udp"),
            Map.entry(20, "hmp"),
            Map.entry(22, "xns-idp"),
            Map.entry(27, "rdp"),
            Map.entry(29, "iso-tp4"),
            Map.entry(33, "dccp"),
            Map.entry(36, "xtp"),
            Map.entry(37, "ddp"),
            Map.entry(38, "idpr-cmtp"),
            Map.entry(41, "ipv6"),
            Map.entry(43, "ipv6-route"),
            Map.entry(44, "ipv6-frag"),
            Map.entry(45, "idrp"),
            Map.entry(46, "rsvp"),
            Map.entry(47, "gre"),
            Map.entry(50, "esp"),
            Map.entry(51, "ah"),
            Map.entry(57, "skip"),
            Map.entry(58, "ipv6-icmp"),
            Map.entry(59, "ipv6-nonxt"),
            Map.entry(60, "ipv6-opts"),
            Map.entry(73, "rspf"),
            Map.entry(81, "vmtp"),
            Map.entry(88, "eigrp"),
            Map.entry(89, "ospf"),
            Map.entry(93, "ax.25"),
            Map.entry(94, "ipip"),
            Map.entry(97, "etherip"),
            Map.entry(98, "encap"),
            Map.entry(103, "pim"),
            Map.entry(108, "ipcomp"),
            Map.entry(112, "vrrp"),
            Map.entry(115, "l2tp"),
            Map.entry(124, "isis"),
            Map.entry(132, "sctp"),
            Map.entry(133, "fc"),
            Map.entry(135, "mobility-header"),
            Map.entry(136, "udplite"),
            Map.entry(137, "mpls-in-ip"),
            Map.entry(138, "manet"),
            Map.entry(139, "hip"),
            Map.entry(140, "shim6"),
            Map.entry(141, "wesp"),
            Map.entry(142, "rohc"));

    private static final Map<String, Integer> NUMBERS =
            NAMES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private static final Map<String, Integer> OTHER_NAMES =
            Map.of("icmpv6", 58, "mh", 135, "ipv6-mh", 135, "ethernet", 143, "mptcp", 262);

    public Protocol {
        if (number < 0 || number > 255) {
            throw new IllegalArgumentException("not a protocol number: " + number);
        }
    }

    /** The protocol of that name or decimal number, in any case; empty when unknown. */
    public static Optional<Protocol> parse(String text) {
        String name = text.toLowerCase(java.util.Locale.ROOT);
        if (!name.isEmpty() && name.length() <= 3 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = Integer.parseInt(name);
            return number > 255 ? Optional.empty() : Optional.of(new Protocol(number));
        }
        Integer number = NUMBERS.containsKey(name) ? NUMBERS.get(name) : OTHER_NAMES.get(name);
        return Optional.ofNullable(number).filter(n -> n <= 255).map(Protocol::new);
    }

    /** Whether its header starts with a source and a destination port. */
    public boolean hasPorts() {
        return switch (number) {
            case 6, 17, 33, 132, 136 -> true;
            default -> false;
        };
    }

    /** Its name, or its number where it has none. */
    @Override
    public String toString() {
        return NAMES.getOrDefault(number, Integer.toString(number));
    }
}
