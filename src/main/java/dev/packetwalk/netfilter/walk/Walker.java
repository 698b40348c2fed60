package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Host;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks single packets through a ruleset.
 *
 * <p>A rule that looks at more than packet and flow is followed both ways. When the ways end differently the verdict is
 * UNDECIDED and the walk names those rules.
 */
public final class Walker {
    /** More ways than this are not followed; the verdict is then UNDECIDED. */
    private static final int MOST_WAYS = 64;

    private final Ruleset ruleset;
    private final Host host;
    private final List<Flow> flows;

    private Walker(Ruleset ruleset, Host host, List<Flow> flows) {
        this.ruleset = ruleset;
        this.host = host;
        this.flows = List.copyOf(flows);
    }

    /** For packets that say themselves where they go and what connection tracking says about them. */
    public static Walker of(Ruleset ruleset) {
        return new Walker(ruleset, Host.UNKNOWN, List.of());
    }

    /** For packets of a host and the flows that it knows. */
    public static Walker of(Ruleset ruleset, Host host, List<Flow> flows) {
        return new Walker(ruleset, host, flows);
    }

    /** The same, knowing also the flow that a walked packet made or went on with. */
    public Walker after(Walk walk) {
        List<Flow> known = new ArrayList<>(flows);
        walk.flow().ifPresent(known::add);
        return of(ruleset, host, known);
    }

    /** The way of a packet: in by its interface, or, when it names none, out from a program of this host. */
    public Walk walk(Packet packet) {
        return packet.in().isEmpty() ? leaving(packet) : packet.out().isEmpty() ? arriving(packet) : forwarded(packet);
    }

    /** How a packet ends, without the reasons. */
    public Verdict verdict(Packet packet) {
        return walk(packet).verdict();
    }

    /** The way of a packet that arrives and is for this host: PREROUTING, then INPUT. */
    public Walk arriving(Packet packet) {
        return through(packet, Hook.PREROUTING, Hook.INPUT);
    }

    /** The way of a packet that arrives and is for others: PREROUTING, FORWARD, POSTROUTING. */
    public Walk forwarded(Packet packet) {
        return through(packet, Hook.PREROUTING, Hook.FORWARD, Hook.POSTROUTING);
    }

    /** The way of a packet of this host on its way out: OUTPUT, then POSTROUTING. */
    public Walk leaving(Packet packet) {
        return through(packet, Hook.OUTPUT, Hook.POSTROUTING);
    }

    /** The way of a packet through the base chains of one hook. */
    public Walk at(Hook hook, Packet packet) {
        return through(packet, hook);
    }

    private Walk through(Packet packet, Hook... hooks) {
        Deque<Map<RuleAt, Boolean>> open = new ArrayDeque<>(List.of(Map.of()));
        Set<RuleAt> unknown = new LinkedHashSet<>();
        Set<Verdict> verdicts = new LinkedHashSet<>();
        List<Walk> walks = new ArrayList<>();
        while (!open.isEmpty() && walks.size() < MOST_WAYS) {
            WayThrough way = new WayThrough(ruleset, packet, open.pop());
            Walk walk = way.walk(List.of(hooks));
            walks.add(walk);
            verdicts.add(walk.verdict());
            unknown.addAll(way.assumed().keySet());
            branches(way).forEach(open::push);
        }
        Walk first = walks.getFirst();
        return verdicts.size() == 1 && open.isEmpty()
                ? first
                : new Walk(packet, Verdict.UNDECIDED, first.decidedBy(), first.steps(), List.copyOf(unknown), Optional.empty(), Optional.empty(), List.of());
    }

    /** The other ways that start at rules of which this one has assumed by itself that they don't match. */
    private static List<Map<RuleAt, Boolean>> branches(WayThrough way) {
        List<Map<RuleAt, Boolean>> branches = new ArrayList<>();
        Map<RuleAt, Boolean> before = new LinkedHashMap<>();
        way.assumed().forEach((rule, matches) -> {
            if (!way.wasGiven(rule)) {
                Map<RuleAt, Boolean> other = new LinkedHashMap<>(before);
                other.put(rule, true);
                branches.add(other);
            }
            before.put(rule, matches);
        });
        return branches;
    }
}
