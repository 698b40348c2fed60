package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Which new connections a ruleset accepts: of those that come from outside for this host, that pass through it, and that it opens
 * itself. Those over {@code lo} are left out.
 *
 * @param openings one for each rule or policy that accepts some, by way, then in the order in which packets come to them
 * @param complete whether the budget sufficed; if not, what is left over is among the openings, UNDECIDED
 */
public record Openings(List<Opening> openings, boolean complete) {
    public Openings {
        openings = List.copyOf(openings);
    }

    /** The new connections that a ruleset accepts, within the default budget for each way. */
    public static Openings of(Ruleset ruleset) {
        return of(ruleset, Budget.DEFAULT);
    }

    /** The new connections that a ruleset accepts, within the given budget for each way. */
    public static Openings of(Ruleset ruleset, Budget budget) {
        Analysis analysis = Analysis.of(ruleset, budget);
        List<Opening> openings = new ArrayList<>();
        boolean complete = true;
        for (Family family : Starts.families(ruleset)) {
            for (Way way : Way.values()) {
                Meter meter = new Meter(budget);
                PacketSet start = Starts.opening(way, family);
                for (EndedStrand ending : analysis.endings(way, start, meter)) {
                    if (ending.verdict() == Verdict.ACCEPT || ending.verdict() == Verdict.UNDECIDED) {
                        openings.add(opening(way, start, ending));
                    }
                }
                complete &= !meter.exhausted();
            }
        }
        return new Openings(openings, complete);
    }

    private static Opening opening(Way way, PacketSet start, EndedStrand ending) {
        // All start as SYN, so that flags tell nothing and only keep TCP apart from other protocols.
        PacketSet shown =
                ending.strand().packets().each(box -> box.with(Dimension.TCP_FLAGS, Dimension.TCP_FLAGS.universe()));
        List<Box> boxes = shown.simplified().boxes();
        List<Region> regions = boxes.stream()
                .limit(Opening.MOST_REGIONS)
                .map(box -> Region.of(box, start.boxes().getFirst()))
                .toList();
        return new Opening(way, regions, boxes.size() <= Opening.MOST_REGIONS, ending.outcome());
    }
}
