package dev.packetwalk.lesson;

import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.Topology;
import dev.packetwalk.sandbox.Topology.Host;
import dev.packetwalk.sandbox.Topology.Listener;
import dev.packetwalk.sandbox.Topology.Place;
import dev.packetwalk.sandbox.Topology.Traffic;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the field {@code sandbox} of an exercise: the sandbox's name and its topology. */
final class TopologyReader {
    private static final Map<String, Place> PLACES = Map.of("outside", Place.OUTSIDE, "behind", Place.BEHIND);
    private static final Map<String, Probe.Protocol> SENT =
            Map.of("tcp", Probe.Protocol.TCP, "udp", Probe.Protocol.UDP);
    private static final int MOST_TRAFFIC = 8;
    /** Names that every topology has: the box itself, and the host that stands for the rest of the internet. */
    private static final Set<String> TAKEN = Set.of("box", "internet");

    private TopologyReader() {}

    static Exercise.SandboxPlan read(Fields sandbox) {
        try (sandbox) {
            return new Exercise.SandboxPlan(sandbox.id("name"), topology(sandbox.fields("topology")));
        }
    }

    private static Topology topology(Fields topology) {
        try (topology) {
            Set<String> names = new HashSet<>(TAKEN);
            return new Topology(
                    topology.id("name"),
                    topology.flag("forwarding"),
                    topology.has("hosts") ? topology.all("hosts", host -> host(host, names)) : List.of(),
                    topology.optionalText("rules")
                            .map(rules -> rules(rules, topology))
                            .orElse(""),
                    topology.has("traffic") ? traffic(topology, names) : List.of());
        }
    }

    private static Host host(Fields host, Set<String> names) {
        String name = host.id("name");
        if (!name.isEmpty() && !names.add(name)) {
            host.report().add(host.line("name"), "a second host '" + name + "'", "choose another name");
        }
        Fields.Text address = host.text("address");
        if (!address.value().isEmpty()
                && !Ipv4.WITH_LENGTH.matcher(address.value()).matches()) {
            host.report()
                    .add(
                            address.line(),
                            "'" + address.value() + "' is not an address with its network",
                            "write it like 172.17.0.2/16");
        }
        return new Host(
                name,
                host.choice("place", PLACES).orElse(Place.OUTSIDE),
                address.value(),
                host.has("listeners") ? host.all("listeners", TopologyReader::listener) : List.of());
    }

    private static Listener listener(Fields listener) {
        return new Listener(
                listener.number("port", 1, 65535), listener.text("text").value());
    }

    private static List<Traffic> traffic(Fields topology, Set<String> names) {
        List<Traffic> all = topology.all("traffic", traffic -> traffic(traffic, names, topology.report()));
        if (all.size() > MOST_TRAFFIC) {
            topology.report()
                    .add(topology.line("traffic"), "more traffic than a keeper makes", "write at most 8 lines");
        }
        return all;
    }

    /** @param names those of the hosts, which are written above the traffic, and of what every topology has */
    private static Traffic traffic(Fields traffic, Set<String> names, Report report) {
        Fields.Text from = traffic.text("from");
        if (!from.value().isEmpty() && (from.value().equals("box") || !names.contains(from.value()))) {
            report.add(from.line(), "no host '" + from.value() + "' sends", "name 'internet' or a host above");
        }
        Fields.Text address = traffic.text("to");
        if (!address.value().isEmpty() && !Ipv4.ADDRESS.matcher(address.value()).matches()) {
            report.add(address.line(), "'" + address.value() + "' is not an IPv4 address", "write it like 10.77.0.3");
        }
        return new Traffic(
                from.value(),
                traffic.has("protocol")
                        ? traffic.choice("protocol", SENT).orElse(Probe.Protocol.TCP)
                        : Probe.Protocol.TCP,
                address.value(),
                traffic.number("port", 1, 65535),
                traffic.number("every-ms", 200, 60_000));
    }

    private static String rules(Fields.Text rules, Fields topology) {
        if (!rules.value().stripTrailing().endsWith("COMMIT")) {
            topology.report()
                    .add(topology.line("rules"), "the rules do not end with COMMIT", "write what iptables-save prints");
        }
        IptablesSave.parse(rules.value())
                .problems()
                .forEach(p -> topology.report().add(rules.line() + p.line() - 1, p.message(), p.remedy()));
        return rules.value();
    }
}
