package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines of {@code conntrack -L} with any of its {@code -o} options but xml and save, and of
 * {@code /proc/net/nf_conntrack}.
 *
 * <p>Defined by libnetfilter_conntrack (src/conntrack/snprintf_default.c), conntrack-tools 1.4.7 (src/conntrack.c) and the
 * kernel's nf_conntrack_standalone.c.
 */
public final class ConntrackListing {
    private ConntrackListing() {}

    /**
     * Reads the flows of a listing.
     *
     * @param text one flow a line; blank lines and what conntrack says about itself are skipped
     * @return the flows that were understood, and a problem for each line that was not
     */
    public static Parsed<List<Flow>> parse(String text) {
        Parsed<List<TrackedFlow>> tracked = tracked(text);
        return new Parsed<>(tracked.value().stream().map(TrackedFlow::flow).toList(), tracked.problems());
    }

    /**
     * Reads the flows of a listing with all that is said about them.
     *
     * @param text as for {@link #parse}
     * @return the flows that were understood, each with its own line, and a problem for each line that was not
     */
    public static Parsed<List<TrackedFlow>> tracked(String text) {
        List<TrackedFlow> flows = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (!aboutItself(line)) {
                Optional<TrackedFlow> flow = FlowLine.read(line, 0, number);
                flow.ifPresent(flows::add);
                if (flow.isEmpty()) {
                    problems.add(new Problem(
                            number, 1, "this flow is not understood", "give lines as conntrack -L prints them"));
                }
            }
        }
        return new Parsed<>(List.copyOf(flows), problems);
    }

    /** Whether a line is empty, or the count and the warnings that conntrack prints beside the flows. */
    static boolean aboutItself(String line) {
        return line.isBlank() || line.startsWith("conntrack v") || line.startsWith("nfct_labelmap_new:");
    }
}
