package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Reject;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.RulesetChange;
import dev.packetwalk.netfilter.RulesetChanges;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What two rulesets do differently with packets: not how their rules differ, but which packets notice.
 *
 * <p>A packet ends differently when its verdict differs, the answer that rejects it, or the addresses and ports with which it is let
 * pass. Where an ending depends on more than packet and flow, packets differ that can end in some way with one of the rulesets
 * only.
 *
 * @param differences by way; none for rulesets that mean the same
 * @param complete whether the budget sufficed to compare all packets
 */
public record RulesetDifference(List<Difference> differences, boolean complete) {
    public RulesetDifference {
        differences = List.copyOf(differences);
    }

    /** Compares two rulesets, within the default budget for each way. */
    public static RulesetDifference between(Ruleset first, Ruleset second) {
        return between(first, second, Budget.DEFAULT);
    }

    /** Compares two rulesets, within the given budget for each way. */
    public static RulesetDifference between(Ruleset first, Ruleset second, Budget budget) {
        List<RulesetChange> changes = RulesetChanges.between(first, second);
        List<Difference> differences = new ArrayList<>();
        boolean complete = true;
        if (!changes.isEmpty()) {
            for (Family family : Starts.families(first, second)) {
                for (Way way : Way.values()) {
                    Meter meter = new Meter(budget);
                    Comparison comparison = new Comparison(way, meter);
                    PacketSet affected = Affected.by(changes, first, second, meter)
                            .map(set -> Starts.all(way, family).intersect(set, meter))
                            .orElseGet(() -> Starts.all(way, family));
                    comparison.compare(
                            Analysis.of(first, budget).endings(way, affected, meter),
                            Analysis.of(second, budget).endings(way, affected, meter));
                    differences.addAll(comparison.differences);
                    complete &= !meter.exhausted();
                }
            }
        }
        return new RulesetDifference(differences, complete);
    }

    /** What a sender or a receiver could notice of an ending. */
    private record Noticed(Verdict verdict, Optional<Target> answer, List<Optional<Ranges<?>>> rewritten) {}

    /** Packets as they came, and how they end. */
    private record End(PacketSet came, Noticed noticed, EndedStrand ending) {}

    /** The comparison of the packets of one way. */
    private static final class Comparison {
        private static final List<Dimension<?>> VISIBLE =
                List.of(Dimension.SOURCE, Dimension.DESTINATION, Dimension.SOURCE_PORT, Dimension.DESTINATION_PORT);

        final List<Difference> differences = new ArrayList<>();
        private final Way way;
        private final Meter meter;

        Comparison(Way way, Meter meter) {
            this.way = way;
            this.meter = meter;
        }

        void compare(List<EndedStrand> first, List<EndedStrand> second) {
            List<End> before = ends(first);
            List<End> after = ends(second);
            List<PacketSet> told = new ArrayList<>();
            Map<Noticed, List<PacketSet>> beforeSets = byNoticed(before);
            Map<Noticed, List<PacketSet>> afterSets = byNoticed(after);
            for (End end : before) {
                PacketSet differing = without(end.came, afterSets.getOrDefault(end.noticed, List.of()));
                for (End other : differing.isEmpty() ? List.<End>of() : after) {
                    add(differing.intersect(other.came, meter), end, other, told);
                }
            }
            for (End end : after) {
                PacketSet differing = without(without(end.came, beforeSets.getOrDefault(end.noticed, List.of())), told);
                for (End other : differing.isEmpty() ? List.<End>of() : before) {
                    add(differing.intersect(other.came, meter), other, end, new ArrayList<>());
                }
            }
        }

        private void add(PacketSet packets, End first, End second, List<PacketSet> told) {
            // What the budget did not reach is undecided for that reason alone.
            boolean reached = !meter.exhausted();
            if (reached && !packets.isEmpty() && !first.noticed.equals(second.noticed)) {
                told.add(packets);
                differences.add(new Difference(way, packets, first.ending.outcome(), second.ending.outcome()));
            }
        }

        private PacketSet without(PacketSet packets, List<PacketSet> taken) {
            PacketSet rest = packets;
            for (PacketSet set : taken) {
                rest = rest.isEmpty() ? rest : rest.subtract(set, meter);
            }
            return rest;
        }

        private static Map<Noticed, List<PacketSet>> byNoticed(List<End> ends) {
            Map<Noticed, List<PacketSet>> sets = new HashMap<>();
            ends.forEach(end ->
                    sets.computeIfAbsent(end.noticed, one -> new ArrayList<>()).add(end.came));
            return sets;
        }

        private static List<End> ends(List<EndedStrand> endings) {
            List<End> ends = new ArrayList<>();
            for (EndedStrand ending : endings) {
                Map<Noticed, List<Box>> parts = new HashMap<>();
                for (Box box : ending.strand().packets().boxes()) {
                    parts.computeIfAbsent(noticed(ending, box), one -> new ArrayList<>())
                            .add(box.asTheyCame());
                }
                parts.forEach((noticed, boxes) -> ends.add(new End(PacketSet.of(boxes), noticed, ending)));
            }
            return ends;
        }

        private static Noticed noticed(EndedStrand ending, Box box) {
            boolean passes = ending.verdict() == Verdict.ACCEPT;
            Optional<Target> answer = ending.by() instanceof RuleAt rule
                    ? rule.rule()
                            .target()
                            .filter(target -> target instanceof Reject || ending.verdict() == Verdict.UNDECIDED)
                    : Optional.empty();
            List<Optional<Ranges<?>>> rewritten = new ArrayList<>();
            for (Dimension<?> dimension : VISIBLE) {
                rewritten.add(passes && box.rewritten(dimension) ? Optional.of(box.get(dimension)) : Optional.empty());
            }
            return new Noticed(ending.verdict(), answer, rewritten);
        }
    }
}
