package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.RestoreMark;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Sequence;
import dev.packetwalk.netfilter.SetMark;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.UnknownMark;
import dev.packetwalk.netfilter.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a ruleset does with all packets of a set at once.
 *
 * <p>The outcomes together cover the whole set. Each says which rule or policy decides, and whether that is certain. A packet
 * can be in several outcomes only when rules that need more than packet and flow are involved; each of these then names them.
 */
public final class Analysis {
    private static final int MOST_MARKS = 256;

    private final Ruleset ruleset;
    private final Budget budget;
    private final List<Long> knownMarks;

    private Analysis(Ruleset ruleset, Budget budget) {
        this.ruleset = ruleset;
        this.budget = budget;
        this.knownMarks = knownMarks(ruleset);
    }

    /** The analysis of that ruleset, each question within the default budget. */
    public static Analysis of(Ruleset ruleset) {
        return of(ruleset, Budget.DEFAULT);
    }

    /** The analysis of that ruleset, each question within the given budget. */
    public static Analysis of(Ruleset ruleset, Budget budget) {
        return new Analysis(ruleset, budget);
    }

    /** What becomes of packets that arrive and are for this host: the chains of PREROUTING, then those of INPUT. */
    public List<Outcome> arriving(PacketSet packets) {
        return through(asMarkedOnTheWayOut(packets), Hook.PREROUTING, Hook.INPUT);
    }

    /** What becomes of packets that arrive and are for others: PREROUTING, FORWARD, POSTROUTING. */
    public List<Outcome> forwarded(PacketSet packets) {
        return through(leavingSomewhere(packets), Hook.PREROUTING, Hook.FORWARD, Hook.POSTROUTING);
    }

    /** What becomes of packets of this host on their way out: OUTPUT, then POSTROUTING. */
    public List<Outcome> leaving(PacketSet packets) {
        return through(packets, Hook.OUTPUT, Hook.POSTROUTING);
    }

    /** What the base chains of one hook do with the packets. */
    public List<Outcome> at(Hook hook, PacketSet packets) {
        return through(packets, hook);
    }

    private List<Outcome> through(PacketSet packets, Hook... hooks) {
        HookRun run = new HookRun(ruleset, knownMarks, new Meter(budget));
        List<Outcome> outcomes = new ArrayList<>();
        List<Strand> going = packets.isEmpty() ? List.of() : List.of(Strand.of(packets));
        for (Hook hook : hooks) {
            going = run.run(hook, going, outcomes);
        }
        for (Strand strand : going) {
            outcomes.add(passed(strand, hooks[hooks.length - 1]));
        }
        return joined(outcomes);
    }

    private static Outcome passed(Strand strand, Hook last) {
        Strand.Accepted accepted = strand.accepted();
        Decider by = accepted == null ? new NothingDecides(last) : accepted.by();
        List<RuleAt> path = accepted == null ? List.of() : accepted.path();
        return new Outcome(strand.packets(), Verdict.ACCEPT, by, path, List.copyOf(strand.dependsOn()));
    }

    private record Key(Verdict verdict, Decider by, List<RuleAt> path, Set<RuleAt> dependsOn) {}

    private static List<Outcome> joined(List<Outcome> outcomes) {
        Map<Key, Outcome> joined = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            Key key = new Key(outcome.verdict(), outcome.decidedBy(), outcome.path(), Set.copyOf(outcome.dependsOn()));
            joined.merge(
                    key,
                    outcome,
                    (first, second) -> new Outcome(
                            first.packets().union(second.packets()),
                            first.verdict(),
                            first.decidedBy(),
                            first.path(),
                            first.dependsOn()));
        }
        return List.copyOf(joined.values());
    }

    /** A packet over loopback keeps the mark that it got on its way out, which this walk has not seen. */
    private PacketSet asMarkedOnTheWayOut(PacketSet packets) {
        if (knownMarks.size() == 1
                && targets().noneMatch(target -> target instanceof RestoreMark || target instanceof UnknownMark)) {
            return packets;
        }
        PacketSet loopback = PacketSet.where(Dimension.IN, Dimension.name("lo"));
        Ranges<Long> unknown = Dimension.number(Dimension.UNKNOWN_MARK);
        return packets.subtract(loopback)
                .union(packets.intersect(loopback).each(box -> box.with(Dimension.MARK, unknown)));
    }

    private static PacketSet leavingSomewhere(PacketSet packets) {
        Ranges<String> none = Dimension.name("");
        Ranges<String> some = Dimension.OUT.universe().subtract(none);
        return packets.each(
                box -> box.get(Dimension.OUT).equals(none) ? box.with(Dimension.OUT, some) : Optional.of(box));
    }

    /** Whether a rule exempts packets from connection tracking, so that UNTRACKED packets can occur. */
    public boolean canBeUntracked() {
        return targets().anyMatch(target -> target instanceof NoTrack);
    }

    private Stream<Target> targets() {
        return targets(ruleset);
    }

    private static Stream<Target> targets(Ruleset ruleset) {
        return ruleset.tables().stream()
                .flatMap(table -> table.chains().stream())
                .flatMap(chain -> chain.rules().stream())
                .flatMap(rule -> rule.target().stream())
                .flatMap(target ->
                        target instanceof Sequence sequence ? sequence.targets().stream() : Stream.of(target));
    }

    /** Every mark that a packet can have: 0, and whatever the rules make of it. */
    private static List<Long> knownMarks(Ruleset ruleset) {
        List<SetMark> setters = targets(ruleset)
                .flatMap(target -> target instanceof SetMark mark ? Stream.of(mark) : Stream.empty())
                .toList();
        Set<Long> marks = new LinkedHashSet<>(List.of(0L));
        for (int before = 0; before < marks.size() && marks.size() < MOST_MARKS; ) {
            before = marks.size();
            for (long mark : List.copyOf(marks)) {
                setters.forEach(setter -> marks.add(setter.apply(mark)));
            }
        }
        return List.copyOf(marks);
    }

    /** Every rule that no packet reaches, in the order of the ruleset, as far as the budget for all of them goes. */
    public List<Shadow> shadows() {
        List<Shadow> shadows = new ArrayList<>();
        Meter meter = new Meter(budget);
        for (Table table : ruleset.tables()) {
            for (Chain chain : table.chains()) {
                for (int number = 1; number <= chain.rules().size(); number++) {
                    shadow(table, chain, number, meter).ifPresent(shadows::add);
                }
            }
        }
        return shadows;
    }

    /** Why no packet reaches the rule; empty when some do, or when that can't be told. */
    public Optional<Shadow> shadow(RuleAt rule) {
        return ruleset.table(rule.family(), rule.table())
                .flatMap(table -> table.chain(rule.chain())
                        .flatMap(chain -> shadow(table, chain, rule.number(), new Meter(budget))));
    }

    private Optional<Shadow> shadow(Table table, Chain chain, int number, Meter meter) {
        Optional<HookRun.Registered> entry = Callers.entry(table, chain);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        Conditions conditions = new HookRun(ruleset, knownMarks, meter).conditions(entry.get());
        Condition condition = conditions.of(chain.rule(number));
        PacketSet universe = Callers.universe(entry.get(), canBeUntracked());
        PacketSet matching = condition.yes().union(condition.maybe()).intersect(universe);
        RuleAt at = new RuleAt(table.family(), table.name(), chain.name(), number, chain.rule(number));
        if (matching.isEmpty()) {
            return Optional.of(new Shadow(at, List.of()));
        }
        return new ChainRun(table, conditions, meter, true)
                .takers(chain, number, matching)
                .map(takers -> new Shadow(at, List.copyOf(takers)));
    }
}
