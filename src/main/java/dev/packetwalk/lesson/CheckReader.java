package dev.packetwalk.lesson;

import dev.packetwalk.lesson.Check.Confirmation;
import dev.packetwalk.lesson.Check.Ending;
import dev.packetwalk.lesson.Packets.Arrival;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.Topology;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads one entry of {@code checks}: its id, its title, and one field named after its kind.
 *
 * @param topology where the check's probes can come from
 */
record CheckReader(Topology topology) {
    private static final Map<String, Ending> ENDINGS = byName(Ending.values(), Enum::name);
    private static final Map<String, Arrival> ARRIVALS = byName(Arrival.values(), Enum::name);
    private static final Map<String, ProbeResult.Answer> ANSWERS = byName(ProbeResult.Answer.values(), Enum::name);
    private static final Map<String, Probe.Protocol> PROBES = byName(Probe.Protocol.values(), Enum::name);
    private static final Map<String, ConnState> STATES =
            Arrays.stream(ConnState.values()).collect(Collectors.toMap(Enum::name, s -> s));
    private static final List<String> KINDS = List.of("verdict", "order", "probe");

    Optional<Check> read(Fields check) {
        String id = check.id("id");
        String title = check.text("title").value();
        List<String> kinds = KINDS.stream().filter(check::has).toList();
        Optional<Fields> verdict = check.optionalFields("verdict");
        Optional<Fields> order = check.optionalFields("order");
        Optional<Fields> probe = check.optionalFields("probe");
        if (kinds.size() != 1) {
            check.report()
                    .add(
                            check.line(),
                            "check '" + id + "' has " + (kinds.isEmpty() ? "no kind" : "more than one kind"),
                            "give it exactly one of " + String.join(", ", KINDS));
            return Optional.empty();
        }
        return verdict.<Check>map(fields -> verdict(id, title, fields))
                .or(() -> order.map(fields -> order(id, title, fields)))
                .or(() -> probe.map(fields -> probed(id, title, fields)));
    }

    private Check.Verdict verdict(String id, String title, Fields verdict) {
        try (verdict) {
            return new Check.Verdict(
                    id,
                    title,
                    verdict.all("packets", this::packets),
                    verdict.choice("ending", ENDINGS).orElse(Ending.DROPPED),
                    verdict.has("confirm") ? verdict.all("confirm", this::confirmation) : List.of());
        }
    }

    private Check.Order order(String id, String title, Fields order) {
        try (order) {
            return new Check.Order(
                    id, title, order.all("accepted", this::packets), order.all("dropped", this::packets));
        }
    }

    private Packets packets(Fields packets) {
        return new Packets(
                packets.text("words").value(),
                packets.choice("arriving", ARRIVALS).orElse(Arrival.NETWORK),
                packets.choices("states", STATES),
                protocol(packets),
                packets.has("port") ? OptionalInt.of(packets.number("port", 1, 65535)) : OptionalInt.empty(),
                matching(packets, "from", Ipv4.NETWORK, "an IPv4 address or network such as 10.77.0.0/24"),
                matching(packets, "to", Ipv4.NETWORK, "an IPv4 address or network such as 10.77.0.3"));
    }

    private static Optional<Protocol> protocol(Fields packets) {
        Optional<Fields.Text> text = packets.optionalText("protocol");
        Optional<Protocol> protocol = text.flatMap(t -> Protocol.parse(t.value()));
        if (text.isPresent() && protocol.isEmpty()) {
            packets.report()
                    .add(
                            text.get().line(),
                            "'" + text.get().value() + "' is not a protocol",
                            "write one like tcp, udp or icmp, or its number");
        }
        return protocol;
    }

    private Confirmation confirmation(Fields probe) {
        Probe.Protocol protocol = probe.choice("protocol", PROBES).orElse(Probe.Protocol.TCP);
        return new Confirmation(
                new Probe(
                        from(probe),
                        protocol,
                        matching(probe, "to", Ipv4.ADDRESS, "an IPv4 address such as 10.77.0.3")
                                .orElse(""),
                        protocol == Probe.Protocol.ICMP ? 0 : probe.number("port", 1, 65535),
                        Duration.ofMillis(probe.number("limit-ms", 10, 5000))),
                probe.choices("answers", ANSWERS));
    }

    private Check.Probed probed(String id, String title, Fields probe) {
        try (probe) {
            return new Check.Probed(id, title, confirmation(probe));
        }
    }

    private String from(Fields probe) {
        Set<String> hosts = topology.hosts().stream().map(Topology.Host::name).collect(Collectors.toSet());
        hosts.addAll(List.of("box", "internet"));
        return probe.choice("from", hosts.stream().collect(Collectors.toMap(h -> h, h -> h)))
                .orElse("box");
    }

    private static Optional<String> matching(Fields fields, String name, Pattern pattern, String form) {
        Optional<Fields.Text> text = fields.optionalText(name);
        text.filter(t -> !pattern.matcher(t.value()).matches())
                .ifPresent(t -> fields.report().add(t.line(), "'" + t.value() + "' is not " + form, "write " + form));
        return text.map(Fields.Text::value);
    }

    private static <T> Map<String, T> byName(T[] values, Function<T, String> name) {
        return Arrays.stream(values).collect(Collectors.toMap(v -> name.apply(v).toLowerCase(Locale.ROOT), v -> v));
    }
}
