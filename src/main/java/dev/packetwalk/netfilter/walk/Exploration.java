package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Follows every way that there is where rules can't be told, and finds out which of them the verdict depends on. */
final class Exploration {
    /** More ways than this are not followed; the verdict is then not known. */
    private static final int MOST_WAYS = 256;

    private final Function<Choices, Verdict> walk;
    private final Set<RuleAt> dependsOn = new LinkedHashSet<>();
    private int left = MOST_WAYS;

    Exploration(Function<Choices, Verdict> walk) {
        this.walk = walk;
    }

    /** All verdicts that there can be, given the first way; UNDECIDED among them when there are too many ways. */
    EnumSet<Verdict> verdicts(Choices first, Verdict verdict) {
        return below(0, first, verdict);
    }

    /** The rules on which it depends how the packet ends, in the order met; after {@link #verdicts}. */
    List<RuleAt> dependsOn() {
        return new ArrayList<>(dependsOn);
    }

    /** The verdicts of all ways that agree with one up to a fork. */
    private EnumSet<Verdict> below(int from, Choices way, Verdict verdict) {
        EnumSet<Verdict> all = EnumSet.of(verdict);
        for (int fork = way.forks().size() - 1; fork >= from; fork--) {
            EnumSet<Verdict> here = EnumSet.copyOf(all);
            boolean differs = false;
            for (int other = 1; other < way.forks().get(fork).alternatives(); other++) {
                EnumSet<Verdict> there = branch(way.upTo(fork, other));
                differs |= !there.equals(here);
                all.addAll(there);
            }
            if (differs) {
                dependsOn.add(way.forks().get(fork).rule());
            }
        }
        return all;
    }

    private EnumSet<Verdict> branch(int[] given) {
        if (--left <= 0) {
            return EnumSet.of(Verdict.UNDECIDED);
        }
        Choices choices = new Choices(given);
        return below(given.length, choices, walk.apply(choices));
    }
}
