package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Host;
import dev.packetwalk.netfilter.InterfaceAddress;
import dev.packetwalk.netfilter.LinkCast;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.Route;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.text.ConntrackListing;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.text.NftListing;
import dev.packetwalk.netfilter.text.Parsed;
import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.netfilter.walk.Walker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A box with rules in it, of which both the kernel and the model can be asked. */
final class KernelBox implements AutoCloseable {
    /** The box of {@link Namespaces}, as the walk is told of it. */
    static final Host HOST = new Host(
            List.of(
                    new InterfaceAddress("eth0", Address.of("10.77.0.1"), 24),
                    new InterfaceAddress("eth0", Address.of("10.77.0.4"), 24),
                    new InterfaceAddress("docker0", Address.of("172.17.0.1"), 16),
                    new InterfaceAddress("eth0", Address.of("fd77::1"), 64),
                    new InterfaceAddress("docker0", Address.of("fd17::1"), 64)),
            List.of(
                    new Route(Network.of("0.0.0.0/0"), Optional.of(Address.of("10.77.0.2")), "eth0"),
                    new Route(Network.of("::/0"), Optional.of(Address.of("fd77::2")), "eth0")),
            true);

    private final Lab lab;

    private Ruleset ruleset = Ruleset.EMPTY;
    private String saved = "";
    private Map<String, List<Long>> handles = Map.of();

    KernelBox() throws Exception {
        lab = new Lab();
    }

    Lab lab() {
        return lab;
    }

    Ruleset ruleset() {
        return ruleset;
    }

    /** The rules as the kernel's own tool printed them back. */
    String saved() {
        return saved;
    }

    /** Replaces all rules, and forgets all flows; the text is one for iptables-restore or ip6tables-restore. */
    void load(Family family, String rules) throws Exception {
        String tool = family == Family.IP6 ? "ip6tables" : "iptables";
        lab.runWith("flush ruleset\n" + TraceTable.text(), "nft", "-f", "-");
        lab.forgetFlows();
        lab.runWith(rules, tool + "-restore");
        saved = lab.run(tool + "-save");
        handles = lab.handles();
        ruleset = existing(parsed(IptablesSave.parse(saved), saved), lab.chains(family));
    }

    /** Replaces all rules by those of a text for nft. */
    void loadNft(String rules) throws Exception {
        lab.runWith("flush ruleset\n" + TraceTable.text() + rules, "nft", "-f", "-");
        lab.forgetFlows();
        saved = lab.run("nft", "list", "ruleset");
        handles = lab.handles();
        Ruleset all = parsed(NftListing.parse(saved), saved);
        ruleset = new Ruleset(all.tables().stream()
                .filter(table -> !table.name().equals(TraceTable.NAME))
                .toList());
    }

    private static Ruleset parsed(Parsed<Ruleset> parsed, String text) {
        if (!parsed.problems().isEmpty()) {
            throw new IllegalStateException(parsed.problems() + "\n" + text);
        }
        return parsed.value();
    }

    /**
     * The chains that are there. iptables-save (nf_tables) also shows base chains, and whole tables, that the kernel does not have: it
     * prints all of a table when it has one, and makes them as soon as a rule needs them.
     */
    private static Ruleset existing(Ruleset ruleset, Set<String> chains) {
        List<Table> tables = new ArrayList<>();
        for (Table table : ruleset.tables()) {
            List<Chain> there = table.chains().stream()
                    .filter(chain -> chains.contains(table.name() + " " + chain.name()))
                    .toList();
            if (!there.isEmpty()) {
                tables.add(new Table(table.family(), table.name(), table.producer(), there));
            }
        }
        return new Ruleset(tables);
    }

    /** The flows that the kernel knows now. */
    List<Flow> flows() throws Exception {
        return ConntrackListing.parse(lab.flows()).value();
    }

    /** Sends the packet, and walks it. */
    Comparison compare(Shot shot) throws Exception {
        List<Flow> flows = flows();
        Walk walk = Walker.of(ruleset, HOST, flows).walk(shot.packet());
        return compare(shot, flows, walk);
    }

    /** Sends the packet and returns what the kernel did with it. */
    Lab.Reaction send(Shot shot) throws Exception {
        return lab.send(
                shot.packet().in(),
                shot.packet().destination(),
                shot.packet().details().cast().orElse(LinkCast.UNICAST),
                shot.datagram().bytes());
    }

    private Comparison compare(Shot shot, List<Flow> flows, Walk walk) throws Exception {
        Lab.Reaction reaction = send(shot);
        KernelAccount.Told kernel = KernelAccount.of(ruleset, handles, lab, reaction);
        Set<String> before = flows.stream().map(Line::flow).collect(Collectors.toSet());
        List<String> seen = new ArrayList<>(kernel.lines());
        flows().stream().map(Line::flow).filter(flow -> !before.contains(flow)).forEach(seen::add);
        List<String> expected = new ArrayList<>(WalkAccount.of(walk));
        walk.flow().map(Line::flow).filter(flow -> !before.contains(flow)).ifPresent(expected::add);
        return new Comparison(saved, shot.packet(), flows, seen, expected, kernel.matched(), walk);
    }

    @Override
    public void close() throws IOException {
        lab.close();
    }
}
