package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.IcmpMatch;
import java.util.Map;
import java.util.Optional;

/** ICMP types as iptables writes them: {@code 8}, {@code 3/4}, {@code any}, or a name in hand-written rules. */
final class IcmpTypes {
    private static final int MAX_CODE = 255;

    private static final Map<String, String> V4_NAMES = Map.ofEntries(
            Map.entry("any", "255"),
            Map.entry("echo-reply", "0"),
            Map.entry("pong", "0"),
            Map.entry("destination-unreachable", "3"),
            Map.entry("network-unreachable", "3/0"),
            Map.entry("host-unreachable", "3/1"),
            Map.entry("protocol-unreachable", "3/2"),
            Map.entry("port-unreachable", "3/3"),
            Map.entry("fragmentation-needed", "3/4"),
            Map.entry("source-quench", "4"),
            Map.entry("redirect", "5"),
            Map.entry("echo-request", "8"),
            Map.entry("ping", "8"),
            Map.entry("router-advertisement", "9"),
            Map.entry("router-solicitation", "10"),
            Map.entry("time-exceeded", "11"),
            Map.entry("ttl-exceeded", "11"),
            Map.entry("parameter-problem", "12"),
            Map.entry("timestamp-request", "13"),
            Map.entry("timestamp-reply", "14"),
            Map.entry("address-mask-request", "17"),
            Map.entry("address-mask-reply", "18"));

    private static final Map<String, String> V6_NAMES = Map.ofEntries(
            Map.entry("destination-unreachable", "1"),
            Map.entry("packet-too-big", "2"),
            Map.entry("time-exceeded", "3"),
            Map.entry("ttl-exceeded", "3"),
            Map.entry("parameter-problem", "4"),
            Map.entry("echo-request", "128"),
            Map.entry("ping", "128"),
            Map.entry("echo-reply", "129"),
            Map.entry("pong", "129"),
            Map.entry("router-solicitation", "133"),
            Map.entry("router-advertisement", "134"),
            Map.entry("neighbour-solicitation", "135"),
            Map.entry("neighbor-solicitation", "135"),
            Map.entry("neighbour-advertisement", "136"),
            Map.entry("neighbor-advertisement", "136"),
            Map.entry("redirect", "137"));

    private IcmpTypes() {}

    static Optional<IcmpMatch> parseV4(String text) {
        return numbers(V4_NAMES.getOrDefault(text, text));
    }

    static Optional<IcmpMatch> parseV6(String text) {
        return numbers(V6_NAMES.getOrDefault(text, text));
    }

    private static Optional<IcmpMatch> numbers(String text) {
        int slash = text.indexOf('/');
        Optional<Long> type = Numbers.decimal(slash < 0 ? text : text.substring(0, slash), 255);
        if (slash < 0) {
            return type.map(t -> new IcmpMatch(t.intValue(), 0, MAX_CODE));
        }
        Optional<Long> code = Numbers.decimal(text.substring(slash + 1), MAX_CODE);
        return type.flatMap(t -> code.map(c -> new IcmpMatch(t.intValue(), c.intValue(), c.intValue())));
    }

    /** As iptables-save prints it. */
    static String printV4(IcmpMatch match) {
        return match.type() == IcmpMatch.ANY_TYPE ? "any" : printV6(match);
    }

    /** As ip6tables-save prints it. */
    static String printV6(IcmpMatch match) {
        boolean anyCode = match.firstCode() == 0 && match.lastCode() == MAX_CODE;
        return match.type() + (anyCode ? "" : "/" + match.firstCode());
    }
}
