package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.RestoreMark;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Sequence;
import dev.packetwalk.netfilter.SetMark;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.UnknownMark;
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
import java.util.stream.IntStream;
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
        Meter meter = new Meter(budget);
        return joined(endings(packets, meter, hooks), meter).stream()
                .map(EndedStrand::outcome)
                .toList();
    }

    /** How packets on a way end, those that end for the same reason together. */
    List<EndedStrand> endings(Way way, PacketSet packets, Meter meter) {
        List<EndedStrand> endings = switch (way) {
            case ARRIVING -> endings(asMarkedOnTheWayOut(packets), meter, Hook.PREROUTING, Hook.INPUT);
            case FORWARDED -> endings(packets, meter, Hook.PREROUTING, Hook.FORWARD, Hook.POSTROUTING);
            case LEAVING -> endings(packets, meter, Hook.OUTPUT, Hook.POSTROUTING);
        };
        return joined(endings, meter);
    }

    private List<EndedStrand> endings(PacketSet packets, Meter meter, Hook... hooks) {
        HookRun run = new HookRun(ruleset, knownMarks, meter);
        List<EndedStrand> endings = new ArrayList<>();
        List<Strand> going = packets.isEmpty() ? List.of() : List.of(Strand.of(packets));
        for (Hook hook : hooks) {
            going = run.run(hook, going, endings);
        }
        for (Strand strand : going) {
            endings.add(passed(strand, hooks[hooks.length - 1]));
        }
        return endings;
    }

    private static EndedStrand passed(Strand strand, Hook last) {
        Strand.Accepted accepted = strand.accepted();
        return accepted == null
                ? new EndedStrand(strand, Verdict.ACCEPT, new NothingDecides(last), List.of())
                : new EndedStrand(strand, Verdict.ACCEPT, accepted.by(), accepted.path());
    }

    private record Key(Verdict verdict, Decider by, List<RuleAt> path, Set<RuleAt> dependsOn) {}

    private static List<EndedStrand> joined(List<EndedStrand> endings, Meter meter) {
        Map<Key, List<EndedStrand>> joined = new LinkedHashMap<>();
        for (EndedStrand ending : endings) {
            Key key = new Key(
                    ending.verdict(),
                    ending.by(),
                    ending.path(),
                    ending.strand().dependsOn());
            joined.computeIfAbsent(key, one -> new ArrayList<>()).add(ending);
        }
        return joined.values().stream()
                .map(same -> {
                    List<PacketSet> sets = same.stream()
                            .map(ending -> ending.strand().packets())
                            .toList();
                    Strand all = same.getFirst().strand().with(PacketSet.union(sets, meter));
                    EndedStrand first = same.getFirst();
                    return new EndedStrand(all, first.verdict(), first.by(), first.path());
                })
                .toList();
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

    static Stream<Target> targets(Ruleset ruleset) {
        return ruleset.tables().stream()
                .flatMap(table -> table.chains().stream())
                .flatMap(chain -> chain.rules().stream())
                .flatMap(rule -> rule.target().stream())
                .flatMap(target ->
                        target instanceof Sequence sequence ? sequence.targets().stream() : Stream.of(target));
    }

    /**
     * Every mark that a packet can have: 0, and whatever the rules make of it; the first of them where they are very many.
     * Conditions on other marks are uncertain.
     */
    private static List<Long> knownMarks(Ruleset ruleset) {
        Set<SetMark> setters = new LinkedHashSet<>();
        targets(ruleset).filter(target -> target instanceof SetMark).forEach(target -> setters.add((SetMark) target));
        Set<Long> marks = new LinkedHashSet<>(List.of(0L));
        Deque<Long> open = new ArrayDeque<>(marks);
        while (!open.isEmpty() && marks.size() < MOST_MARKS) {
            long mark = open.remove();
            for (SetMark setter : setters) {
                long made = setter.apply(mark);
                if (marks.size() < MOST_MARKS && marks.add(made)) {
                    open.add(made);
                }
            }
        }
        return List.copyOf(marks);
    }

    /** Every rule that no packet reaches, in the order of the ruleset, as far as the budget for all of them goes. */
    public List<Shadow> shadows() {
        return shadows(reach());
    }

    private List<Shadow> shadows(RuleReach reach) {
        return rules().flatMap(rule -> reach.shadow(rule).stream()).toList();
    }

    /** Why no packet reaches the rule; empty when some do, or when that can't be told. */
    public Optional<Shadow> shadow(RuleAt rule) {
        return reach().shadow(rule);
    }

    /**
     * Every rule that could be left out without any packet ending differently, because another rule or a policy does the same
     * with the packets that it takes; each for itself, as of two rules that do the same only one may be left out. Rules that no
     * packet reaches are not among them. In the order of the ruleset, as far as the budget for all of them goes.
     */
    public List<Redundancy> redundancies() {
        return redundancies(reach());
    }

    private List<Redundancy> redundancies(RuleReach reach) {
        return rules().flatMap(rule -> reach.redundancy(rule).stream()).toList();
    }

    /** The rules in vain, {@link #shadows} and {@link #redundancies}, each within the budget, and whether it sufficed. */
    public RulesInVain rulesInVain() {
        RuleReach forShadows = reach();
        List<Shadow> shadows = shadows(forShadows);
        RuleReach forRedundancies = reach();
        List<Redundancy> redundancies = redundancies(forRedundancies);
        return new RulesInVain(shadows, redundancies, !forShadows.gaveUp() && !forRedundancies.gaveUp());
    }

    private RuleReach reach() {
        Meter meter = new Meter(budget);
        return new RuleReach(ruleset, new HookRun(ruleset, knownMarks, meter), meter, canBeUntracked());
    }

    private Stream<RuleAt> rules() {
        return ruleset.tables().stream()
                .flatMap(table -> table.chains().stream()
                        .flatMap(chain -> IntStream.rangeClosed(1, chain.rules().size())
                                .mapToObj(number -> new RuleAt(
                                        table.family(), table.name(), chain.name(), number, chain.rule(number)))));
    }
}
