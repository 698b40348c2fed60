package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.DetailMatch;
import dev.packetwalk.netfilter.HopsMatch;
import dev.packetwalk.netfilter.LengthMatch;
import dev.packetwalk.netfilter.LinkCast;
import dev.packetwalk.netfilter.LinkCastMatch;
import dev.packetwalk.netfilter.MacAddress;
import dev.packetwalk.netfilter.MacMatch;
import dev.packetwalk.netfilter.MssMatch;
import dev.packetwalk.netfilter.TosMatch;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The options of the match modules mac, pkttype, length, ttl, hl, tos, dscp and tcpmss, as iptables 1.8.9 reads and prints them
 * (extensions/libxt_mac.c and so on).
 */
final class DetailOptions {
    /** The bits of the type of service byte that are the DSCP. */
    private static final int DSCP_BITS = 0xfc;

    private static final int MOST_DSCP = 0x3f;

    /** The names of RFC 2474, 2597 and 3246 that iptables knows. */
    private static final Map<String, Integer> DSCP_CLASSES = Map.ofEntries(
            Map.entry("CS0", 0x00),
            Map.entry("CS1", 0x08),
            Map.entry("CS2", 0x10),
            Map.entry("CS3", 0x18),
            Map.entry("CS4", 0x20),
            Map.entry("CS5", 0x28),
            Map.entry("CS6", 0x30),
            Map.entry("CS7", 0x38),
            Map.entry("BE", 0x00),
            Map.entry("AF11", 0x0a),
            Map.entry("AF12", 0x0c),
            Map.entry("AF13", 0x0e),
            Map.entry("AF21", 0x12),
            Map.entry("AF22", 0x14),
            Map.entry("AF23", 0x16),
            Map.entry("AF31", 0x1a),
            Map.entry("AF32", 0x1c),
            Map.entry("AF33", 0x1e),
            Map.entry("AF41", 0x22),
            Map.entry("AF42", 0x24),
            Map.entry("AF43", 0x26),
            Map.entry("EF", 0x2e));

    private DetailOptions() {}

    /** The match that module, option and value mean; empty when one of them is not known. */
    static Optional<? extends DetailMatch> parse(String module, String option, String value) {
        return switch (module + " " + option) {
            case "mac --mac-source" -> MacAddress.parse(value).map(MacMatch::new);
            case "pkttype --pkt-type" -> cast(value).map(LinkCastMatch::new);
            case "length --length" -> Ports.range(value).map(range -> new LengthMatch(range.first(), range.last()));
            case "tcpmss --mss" -> Ports.range(value).map(range -> new MssMatch(range.first(), range.last()));
            case "ttl --ttl-eq", "ttl --ttl", "hl --hl-eq", "hl --hl" -> hops(HopsMatch.Comparison.EQUAL, value);
            case "ttl --ttl-lt", "hl --hl-lt" -> hops(HopsMatch.Comparison.LESS, value);
            case "ttl --ttl-gt", "hl --hl-gt" -> hops(HopsMatch.Comparison.GREATER, value);
            case "tos --tos" -> tos(value);
            case "dscp --dscp" ->
                Numbers.word(value).filter(dscp -> dscp <= MOST_DSCP).map(dscp -> dscp(dscp.intValue()));
            case "dscp --dscp-class" ->
                Optional.ofNullable(DSCP_CLASSES.get(value.toUpperCase(Locale.ROOT)))
                        .map(DetailOptions::dscp);
            default -> Optional.empty();
        };
    }

    private static Optional<LinkCast> cast(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "unicast", "host" -> Optional.of(LinkCast.UNICAST);
            case "broadcast" -> Optional.of(LinkCast.BROADCAST);
            case "multicast" -> Optional.of(LinkCast.MULTICAST);
            default -> Optional.empty();
        };
    }

    private static Optional<HopsMatch> hops(HopsMatch.Comparison comparison, String value) {
        return Numbers.decimal(value, 255).map(hops -> new HopsMatch(comparison, hops.intValue()));
    }

    private static Optional<TosMatch> tos(String value) {
        return Numbers.valueAndMask(value)
                .filter(tos -> tos.value() <= 0xff)
                .map(tos -> new TosMatch((int) tos.value(), (int) tos.mask() & 0xff));
    }

    private static TosMatch dscp(int value) {
        return new TosMatch(value << 2, DSCP_BITS);
    }

    /** As iptables-save prints it in that module, with a leading blank. */
    static String print(DetailMatch match, String module) {
        return switch (match) {
            case MacMatch mac -> " --mac-source " + mac.source();
            case LinkCastMatch type -> " --pkt-type " + type.cast().name().toLowerCase(Locale.ROOT);
            case LengthMatch length -> " --length " + range(length.first(), length.last());
            case MssMatch mss -> " --mss " + range(mss.first(), mss.last());
            case HopsMatch hops ->
                " --" + module
                        + switch (hops.comparison()) {
                            case EQUAL -> "-eq ";
                            case LESS -> "-lt ";
                            case GREATER -> "-gt ";
                        }
                        + hops.hops();
            case TosMatch tos ->
                module.equals("dscp")
                        ? String.format(Locale.ROOT, " --dscp 0x%02x", tos.value() >> 2)
                        : String.format(Locale.ROOT, " --tos 0x%02x/0x%02x", tos.value(), tos.mask());
        };
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + ":" + last;
    }
}
