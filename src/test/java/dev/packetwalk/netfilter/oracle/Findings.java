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
    private record Found(long seed, Case of) {}

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
                    found.add(new Found(seed, of));
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
            Comparison comparison = new Shrinker(box).shrink(one.of()).run(box);
            reports.add("seed " + one.seed() + ", " + one.of().shots().size() + " packets\n" + comparison.report());
        }
        return reports;
    }
}
