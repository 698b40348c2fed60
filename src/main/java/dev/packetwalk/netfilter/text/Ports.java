package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ports as iptables writes them: {@code 22}, {@code 6000:6063}, {@code 80,443,1024:}. */
final class Ports {
    private static final int MAX = 0xffff;

    /** Services that hand-written rules name; iptables-save always prints numbers. */
    private static final Map<String, Integer> SERVICES = Map.ofEntries(
            Map.entry("ftp-data", 20),
            Map.entry("ftp", 21),
            Map.entry("ssh", 22),
            Map.entry("telnet", 23),
            Map.entry("smtp", 25),
            Map.entry("domain", 53),
            Map.entry("bootps", 67),
            Map.entry("bootpc", 68),
            Map.entry("http", 80),
            Map.entry("pop3", 110),
            Map.entry("ntp", 123),
            Map.entry("imap2", 143),
            Map.entry("snmp", 161),
            Map.entry("https", 443),
            Map.entry("submission", 587),
            Map.entry("imaps", 993),
            Map.entry("pop3s", 995));

    private Ports() {}

    /** One port, or a range with a colon whose open ends mean 0 and 65535. */
    static Optional<PortRange> range(String text) {
        int colon = text.indexOf(':');
        Optional<Integer> first = colon == 0 ? Optional.of(0) : port(colon < 0 ? text : text.substring(0, colon));
        Optional<Integer> last =
                colon < 0 ? first : colon == text.length() - 1 ? Optional.of(MAX) : port(text.substring(colon + 1));
        return first.flatMap(f -> last.filter(l -> f <= l).map(l -> new PortRange(f, l)));
    }

    /** Ranges separated by commas. */
    static Optional<List<PortRange>> list(String text) {
        List<PortRange> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Optional<PortRange> range = range(part);
            if (range.isEmpty()) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return Optional.of(ranges);
    }

    private static Optional<Integer> port(String text) {
        return Optional.ofNullable(SERVICES.get(text))
                .or(() -> Numbers.decimal(text, MAX).map(Long::intValue));
    }
}
