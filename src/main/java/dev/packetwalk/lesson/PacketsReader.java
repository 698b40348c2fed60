package dev.packetwalk.lesson;

import dev.packetwalk.lesson.Check.Confirmation;
import dev.packetwalk.lesson.Packets.Arrival;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.Topology;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what packets, probes and flows a check speaks of. */
final class PacketsReader {
    private static final Map<String, Arrival> ARRIVING =
            Map.of("loopback", Arrival.LOOPBACK, "network", Arrival.NETWORK);
    private static final Map<String, Arrival> LEAVING = Map.of("network", Arrival.OUTBOUND);
    private static final Map<String, ProbeResult.Answer> ANSWERS =
            CheckReader.byName(ProbeResult.Answer.values(), Enum::name);
    private static final Map<String, Probe.Protocol> PROBES = CheckReader.byName(Probe.Protocol.values(), Enum::name);
    private static final Map<String, ConnState> STATES =
            Arrays.stream(ConnState.values()).collect(Collectors.toMap(Enum::name, s -> s));
    private static final Pattern TRACKED_STATE = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final String AN_ADDRESS = "an IPv4 address such as 10.77.0.3";

    private PacketsReader() {}

    static Packets packets(Fields packets) {
        return new Packets(
                packets.text("words").value(),
                way(packets),
                packets.choices("states", STATES),
                protocol(packets),
                packets.optionalNumber("port", 1, 65535),
                packets.optionalMatching("from", Ipv4.NETWORK, "an IPv4 address or network such as 10.77.0.0/24"),
                packets.optionalMatching("to", Ipv4.NETWORK, "an IPv4 address or network such as 10.77.0.3"));
    }

    private static Arrival way(Fields packets) {
        if (packets.has("leaving")) {
            return packets.choice("leaving", LEAVING).orElse(Arrival.OUTBOUND);
        }
        return packets.choice("arriving", ARRIVING).orElse(Arrival.NETWORK);
    }

    static FlowPattern flow(Fields flow) {
        return new FlowPattern(
                flow.text("words").value(),
                protocol(flow),
                flow.optionalMatching("from", Ipv4.ADDRESS, AN_ADDRESS),
                flow.optionalMatching("to", Ipv4.ADDRESS, AN_ADDRESS),
                flow.optionalNumber("port", 1, 65535),
                flow.optionalFlag("replied"),
                flow.optionalFlag("answered"),
                flow.optionalMatching("state", TRACKED_STATE, "a state as conntrack prints it, such as ESTABLISHED"));
    }

    static Confirmation confirmation(Fields fields, Topology topology) {
        return new Confirmation(probe(fields, topology), fields.choices("answers", ANSWERS));
    }

    static Probe probe(Fields probe, Topology topology) {
        Probe.Protocol protocol = probe.choice("protocol", PROBES).orElse(Probe.Protocol.TCP);
        return new Probe(
                from(probe, topology),
                protocol,
                probe.optionalMatching("to", Ipv4.ADDRESS, AN_ADDRESS).orElse(""),
                protocol == Probe.Protocol.ICMP ? 0 : probe.number("port", 1, 65535),
                Duration.ofMillis(probe.number("limit-ms", 10, 5000)));
    }

    private static String from(Fields probe, Topology topology) {
        Set<String> hosts = topology.hosts().stream().map(Topology.Host::name).collect(Collectors.toSet());
        hosts.addAll(List.of("box", "internet"));
        return probe.choice("from", hosts.stream().collect(Collectors.toMap(h -> h, h -> h)))
                .orElse("box");
    }

    private static Optional<Protocol> protocol(Fields fields) {
        Optional<Fields.Text> text = fields.optionalText("protocol");
        Optional<Protocol> protocol = text.flatMap(t -> Protocol.parse(t.value()));
        if (text.isPresent() && protocol.isEmpty()) {
            fields.report()
                    .add(
                            text.get().line(),
                            "'" + text.get().value() + "' is not a protocol",
                            "write one like tcp, udp or icmp, or its number");
        }
        return protocol;
    }
}
