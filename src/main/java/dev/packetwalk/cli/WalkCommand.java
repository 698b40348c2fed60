package dev.packetwalk.cli;

import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Host;
import dev.packetwalk.netfilter.InterfaceAddress;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Route;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.PacketSpec;
import dev.packetwalk.netfilter.text.Parsed;
import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.netfilter.walk.Walker;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What happens to one packet, and why. */
@Command(
        name = "walk",
        mixinStandardHelpOptions = true,
        description = "What happens to one packet in a ruleset, and why.",
        footer = {
            "",
            "SPEC  in=eth0 proto=tcp src=10.0.0.9 sport=40000 dst=10.0.0.2 dport=22 flags=SYN state=NEW",
            "      A packet without in= comes from this host. Further words: out, icmp-type, icmp-id, fragment,",
            "      mark, mac, pkttype, length, ttl, tos.",
            "Exit status: 0 decided, 3 undecided, 2 bad input."
        })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it calls
final class WalkCommand implements Callable<Integer> {
    /** How the answer is printed. */
    enum Format {
        TEXT,
        JSON
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--ruleset",
            required = true,
            paramLabel = "FILE",
            description = "What iptables-save or nft list ruleset printed; - is standard input.")
    private String ruleset;

    @Option(names = "--flows", paramLabel = "FILE", description = "What conntrack -L printed.")
    private @Nullable String flows;

    @Option(
            names = "--addr",
            paramLabel = "IF=ADDR/LEN",
            converter = HostOptions.AddressOption.class,
            description = "An address of this host, such as eth0=10.0.0.2/24. Repeatable.")
    private List<InterfaceAddress> addresses = List.of();

    @Option(
            names = "--route",
            paramLabel = "ROUTE",
            converter = HostOptions.RouteOption.class,
            description = "A route as 'ip route' prints it, such as 'default via 10.0.0.1 dev eth0'. Repeatable.")
    private List<Route> routes = List.of();

    @Option(names = "--forwarding", description = "This host forwards packets that are for others.")
    private boolean forwarding;

    @Option(names = "--packet", required = true, paramLabel = "SPEC", description = "The packet, see below.")
    private String packet;

    @Option(names = "--format", paramLabel = "text|json", description = "How the answer is printed.")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        Packet start = packet();
        List<Flow> known = flows == null ? List.of() : Input.read(flows).flows();
        Host host = new Host(addresses, routes, forwarding);
        Walk walk = Walker.of(Input.read(ruleset).ruleset(), host, known).walk(start);
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (format) {
                    case TEXT -> WalkText.of(walk);
                    case JSON -> WalkJson.of(walk);
                });
        out.flush();
        return walk.verdict() == Verdict.UNDECIDED ? Exits.UNDECIDED : Exits.OK;
    }

    private Packet packet() {
        Parsed<Optional<Packet>> parsed = PacketSpec.parse(packet);
        return parsed.value().orElseThrow(() -> BadInputException.of("--packet", parsed.problems()));
    }
}
