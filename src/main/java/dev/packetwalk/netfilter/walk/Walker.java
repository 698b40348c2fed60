package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Host;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Walks single packets through a host's ruleset, as Linux 6.18 would.
 *
 * <p>A rule that looks at more than packet, flows and host is followed both ways. When the ways end differently the verdict is
 * UNDECIDED and the walk names the rules on which it depends.
 *
 * <p>A flow that was listed tells a packet's state and its rewriting; where none does, the packet's own state holds. Immutable:
 * made once for a ruleset, it may walk any number of packets, from any number of threads.
 */
public final class Walker {
    private final Prepared prepared;
    private final Host host;
    private final RoutingTable routing;
    private final List<Flow> flows;
    private final Tracker tracker;

    private Walker(Prepared prepared, Host host, List<Flow> flows) {
        this.prepared = prepared;
        this.host = host;
        this.routing = new RoutingTable(host);
        this.flows = List.copyOf(flows);
        this.tracker = new Tracker(this.flows);
    }

    /** For packets that say themselves where they go and what connection tracking says about them. */
    public static Walker of(Ruleset ruleset) {
        return of(ruleset, Host.UNKNOWN, List.of());
    }

    /**
     * For packets of a host.
     *
     * @param ruleset its rules
     * @param host its addresses and routes; with {@link Host#UNKNOWN}, a packet that names both interfaces is passed on, and one
     *     that came in and names none to leave by is for this host
     * @param flows those that it knows, as {@code conntrack -L} lists them
     */
    public static Walker of(Ruleset ruleset, Host host, List<Flow> flows) {
        return new Walker(new Prepared(ruleset), host, flows);
    }

    /** The same, knowing also the flow that a walked packet has made or gone on with, so that its answer can be walked. */
    public Walker after(Walk walk) {
        if (walk.flow().isEmpty()) {
            return this;
        }
        Flow made = walk.flow().get();
        List<Flow> known = new ArrayList<>(flows);
        known.removeIf(flow ->
                flow.protocol().equals(made.protocol()) && flow.original().equals(made.original()));
        known.add(made);
        return new Walker(prepared, host, known);
    }

    /** The way of a packet: in by its interface, or, when it names none, out from a program of this host. */
    public Walk walk(Packet packet) {
        return explained(packet, Journey::whole);
    }

    /** How a packet ends, as {@link #walk} says, without writing down why. */
    public Verdict verdict(Packet packet) {
        Choices choices = new Choices(Choices.NONE);
        Verdict verdict = journey(packet, choices, Trail.none()).whole().verdict();
        return choices.forks().isEmpty()
                ? verdict
                : sole(exploration(packet, Journey::whole).verdicts(choices, verdict));
    }

    /** The way of a packet that arrives and is for this host: PREROUTING, then INPUT. */
    public Walk arriving(Packet packet) {
        return along(packet, Hook.PREROUTING, Hook.INPUT);
    }

    /** The way of a packet that arrives and is for others: PREROUTING, FORWARD, POSTROUTING. */
    public Walk forwarded(Packet packet) {
        return along(packet, Hook.PREROUTING, Hook.FORWARD, Hook.POSTROUTING);
    }

    /** The way of a packet of this host on its way out: OUTPUT, then POSTROUTING. */
    public Walk leaving(Packet packet) {
        return along(packet, Hook.OUTPUT, Hook.POSTROUTING);
    }

    /** The way of a packet through the base chains of one hook. */
    public Walk at(Hook hook, Packet packet) {
        return along(packet, hook);
    }

    private Walk along(Packet packet, Hook... hooks) {
        List<Hook> way = List.of(hooks);
        return explained(packet, journey -> journey.along(way));
    }

    private Journey journey(Packet packet, Choices choices, Trail trail) {
        return new Journey(prepared, routing, tracker, packet, choices, trail);
    }

    private Exploration exploration(Packet packet, Function<Journey, Ending> way) {
        return new Exploration(
                choices -> way.apply(journey(packet, choices, Trail.none())).verdict());
    }

    private Walk explained(Packet packet, Function<Journey, Ending> way) {
        Choices choices = new Choices(Choices.NONE);
        Trail trail = Trail.written();
        Journey journey = journey(packet, choices, trail);
        Ending end = way.apply(journey);
        Exploration exploration = exploration(packet, way);
        Verdict verdict = sole(exploration.verdicts(choices, end.verdict()));
        boolean certain = verdict == end.verdict();
        return new Walk(
                packet,
                verdict,
                end.by(),
                trail.steps(),
                verdict == Verdict.UNDECIDED ? exploration.dependsOn() : List.of(),
                certain ? end.answer() : Optional.empty(),
                certain ? journey.flow() : Optional.empty(),
                trail.unreached());
    }

    /** The one verdict that there can be, or UNDECIDED. */
    private static Verdict sole(EnumSet<Verdict> verdicts) {
        return verdicts.size() == 1 ? verdicts.iterator().next() : Verdict.UNDECIDED;
    }
}
