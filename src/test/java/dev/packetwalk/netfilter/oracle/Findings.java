package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a run of random cases has come to. */
final class Findings {
    private final KernelBox box;
    private final Set<Rule> matched = new HashSet<>();
    private final Set<String> kinds = new HashSet<>();
    private final List<Found> found = new ArrayList<>();
    private int cases;
    private int disagreements;

    /** A disagreement, the first of its kind, and the seed of its ruleset. */
    private record Found(long seed, Case of, Comparison first) {}

    Findings(KernelBox box) {
        this.box = box;
    }

    void run(long seed, int packets) throws Exception {
        new RandomCases(box).run(seed, packets, (comparison, of) -> {
            cases++;
            matched.addAll(comparison.matched());
            if (!comparison.agrees()) {
                disagreements++;
                if (kinds.add(comparison.kind())) {
                    found.add(new Found(seed, of, comparison));
                }
            }
        });
    }

    int cases() {
        return cases;
    }

    int disagreements() {
        return disagreements;
    }

    /** Every rule that matched a packet. */
    Set<Rule> matched() {
        return matched;
    }

    /** The first disagreements, made small. */
    List<String> reports(int most) throws Exception {
        List<String> reports = new ArrayList<>();
        for (Found one : found.subList(0, Math.min(most, found.size()))) {
            String packets = "seed " + one.seed() + ", " + one.of().shots().size() + " packets\n";
            reports.add(packets + report(one));
        }
        return reports;
    }

    private String report(Found one) throws Exception {
        if (one.of().run(box).agrees()) {
            return "seen once, and not again\n" + one.first().report();
        }
        return new Shrinker(box).shrink(one.of()).run(box).report();
    }
}
