package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** One pass of strands through all base chains of a hook, in the order in which the kernel calls them. */
final class HookRun {
    /** Where connection tracking looks at packets, at PREROUTING and OUTPUT. */
    private static final int TRACKING = -200;

    /** iptables' tables that are not there to decide about packets. */
    private static final Set<String> NOT_FILTERING = Set.of("raw", "mangle", "nat", "security");

    private final Ruleset ruleset;
    private final Meter meter;
    private final Conditions early;
    private final Conditions late;

    HookRun(Ruleset ruleset, List<Long> knownMarks, Meter meter) {
        this.ruleset = ruleset;
        this.meter = meter;
        this.early = new Conditions(true, knownMarks, meter);
        this.late = new Conditions(false, knownMarks, meter);
    }

    /** A base chain with its table. */
    record Registered(Table table, Chain chain, BaseChain base) {
        boolean filtering() {
            return base.type() == BaseChain.Type.FILTER
                    && !(NOT_FILTERING.contains(table.name()) && table.family() != Family.INET);
        }

        boolean beforeTracking() {
            return base.priority() < TRACKING && (base.hook() == Hook.PREROUTING || base.hook() == Hook.OUTPUT);
        }
    }

    /** The base chains of a hook in the order in which the kernel calls them. */
    static List<Registered> chains(Ruleset ruleset, Hook hook) {
        List<Registered> chains = new ArrayList<>();
        for (Table table : ruleset.tables()) {
            for (Chain chain : table.chains()) {
                chain.base()
                        .filter(base -> base.hook() == hook)
                        .ifPresent(base -> chains.add(new Registered(table, chain, base)));
            }
        }
        chains.sort(Comparator.comparingInt(registered -> registered.base().priority()));
        return chains;
    }

    /** What is let pass by all chains of the hook; what ends goes to {@code ended}. */
    List<Strand> run(Hook hook, List<Strand> arriving, List<EndedStrand> ended) {
        List<Strand> going = arriving;
        for (Registered registered : chains(ruleset, hook)) {
            going = run(registered, going, ended);
        }
        return going;
    }

    private List<Strand> run(Registered registered, List<Strand> arriving, List<EndedStrand> ended) {
        PacketSet seen = seen(registered);
        List<Strand> inside = Strand.change(arriving, packets -> packets.intersect(seen));
        List<Strand> beside = Strand.change(arriving, packets -> packets.subtract(seen));
        ChainRun run = run(registered, ChainRun.Watch.NOBODY);
        run.run(registered.chain(), registered.base(), inside);
        ended.addAll(run.ended());
        List<Strand> passed = new ArrayList<>(run.passed());
        passed.addAll(beside);
        return Strand.joined(passed, meter);
    }

    /** A pass through one base chain. */
    ChainRun run(Registered registered, ChainRun.Watch watch) {
        return new ChainRun(registered.table(), conditions(registered), meter, registered.filtering(), watch);
    }

    Conditions conditions(Registered registered) {
        return registered.beforeTracking() ? early : late;
    }

    /** Which packets a base chain is called for: those of its family, and for nat chains the first of each flow. */
    static PacketSet seen(Registered registered) {
        PacketSet family = switch (registered.table().family()) {
            case IP -> PacketSet.where(Dimension.SOURCE, Dimension.v4());
            case IP6 ->
                PacketSet.where(Dimension.SOURCE, Dimension.SOURCE.universe().subtract(Dimension.v4()));
            case INET -> PacketSet.everything();
            case ARP, BRIDGE, NETDEV -> PacketSet.none();
        };
        return registered.base().type() == BaseChain.Type.NAT ? family.intersect(firstOfFlow()) : family;
    }

    /** ICMP errors about a flow are rewritten with it and don't meet the chains; other RELATED packets start a flow. */
    private static PacketSet firstOfFlow() {
        PacketSet related = PacketSet.where(Dimension.STATE, Dimension.state(ConnState.RELATED))
                .only(Dimension.PROTOCOL, Dimension.PROTOCOL.universe().subtract(PacketSet.protocols(1, 58)));
        return PacketSet.where(Dimension.STATE, Dimension.state(ConnState.NEW)).union(related);
    }
}
