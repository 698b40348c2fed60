package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/**
 * New connections that one rule or policy accepts, or of which it can't be told whether it does.
 *
 * @param way which way their first packets take
 * @param regions the connections in rows, the first {@value #MOST_REGIONS} of them; never empty
 * @param complete whether these are all rows
 * @param outcome the deciding rule or policy with all of the packets; its verdict is ACCEPT, or UNDECIDED where a rule is not
 *     understood or the budget did not suffice
 */
public record Opening(Way way, List<Region> regions, boolean complete, Outcome outcome) {
    /** More rows than these don't make it clearer. */
    static final int MOST_REGIONS = 20;

    public Opening {
        regions = List.copyOf(regions);
    }

    /** Whether the connections are accepted whatever happens beside them. */
    public boolean certain() {
        return outcome.verdict() == Verdict.ACCEPT && outcome.certain();
    }

    /** The first packet of one of the connections, as it comes. */
    public Packet example() {
        return outcome.came().example().orElseThrow();
    }

    /** In one line: the way, the rows, and the reason. */
    public String describe() {
        String rows = regions.stream().map(Region::describe).collect(Collectors.joining("; "));
        return way.word() + ": " + rows + (complete ? "" : "; …") + " — " + outcome.because();
    }
}
