package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of {@code conntrack -L}, plain or extended, and of {@code /proc/net/nf_conntrack}.
 *
 * <p>Defined by libnetfilter_conntrack (src/conntrack/snprintf_default.c) and conntrack-tools 1.4.7. What a line says beyond
 * {@link Flow} (zones, timestamps, helpers) is skipped.
 */
public final class ConntrackListing {
    private static final Set<String> NETWORK_PROTOCOLS = Set.of("ipv4", "ipv6");

    private ConntrackListing() {}

    /**
     * Reads the listing.
     *
     * @param text one flow a line; blank lines and the closing count of conntrack are skipped
     * @return the flows that were understood, and a problem for each line that was not
     */
    public static Parsed<List<Flow>> parse(String text) {
        List<Flow> flows = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.contains("flow entries")) {
                continue;
            }
            Optional<Flow> flow = flow(Words.split(line));
            flow.ifPresent(flows::add);
            if (flow.isEmpty()) {
                problems.add(new Problem(
                        number, 1, "this flow is not understood", "give lines as conntrack -L prints them"));
            }
        }
        return new Parsed<>(List.copyOf(flows), problems);
    }

    private static Optional<Flow> flow(Words words) {
        if (NETWORK_PROTOCOLS.contains(words.peek().text())) {
            words.skip(2);
        }
        Optional<Protocol> protocol = Numbers.decimal(words.peek(1).text(), 255).map(n -> new Protocol(n.intValue()));
        if (protocol.isEmpty()) {
            return Optional.empty();
        }
        words.skip(2);
        Optional<Long> timeout = Numbers.decimal(words.peek().text(), Numbers.MAX_32);
        if (timeout.isPresent()) {
            words.next();
        }
        boolean hasState =
                !words.peek().text().contains("=") && !words.peek().text().startsWith("[");
        Optional<String> state =
                hasState && words.hasNext() ? Optional.of(words.next().text()) : Optional.empty();
        FlowWords rest = FlowWords.read(words);
        return rest.direction(0)
                .flatMap(original -> rest.direction(1)
                        .map(reply -> new Flow(
                                protocol.get(),
                                timeout,
                                state,
                                original,
                                reply,
                                !rest.flags().contains("[UNREPLIED]"),
                                rest.flags().contains("[ASSURED]"),
                                rest.mark())));
    }
}
