package dev.packetwalk.netfilter.walk;

import java.util.ArrayList;
import java.util.List;

/**
 * What is taken for granted on one way where the walk can't tell: whether a rule matches, which address of a pool is taken. The
 * first decisions are given, so that a way can be walked up to a fork and then along the other branch; further ones are the
 * first of their alternatives.
 */
final class Choices {
    /** One fork of the way. */
    record Fork(RuleAt rule, int alternatives, int taken) {}

    static final int[] NONE = {};

    private final int[] given;
    private List<Fork> forks = List.of();

    Choices(int[] given) {
        this.given = given;
    }

    /** The forks met so far, in order. */
    List<Fork> forks() {
        return forks;
    }

    /** Takes one of the alternatives, numbered from 0, at a rule. */
    int among(RuleAt rule, int alternatives) {
        if (forks.isEmpty()) {
            forks = new ArrayList<>();
        }
        int place = forks.size();
        int taken = place < given.length ? given[place] : 0;
        forks.add(new Fork(rule, alternatives, taken));
        return taken;
    }

    /** Whether a rule that can't be told is taken to match. */
    boolean matches(RuleAt rule) {
        return among(rule, 2) == 1;
    }

    /** The decisions up to one fork, and another alternative there. */
    int[] upTo(int fork, int alternative) {
        int[] prefix = new int[fork + 1];
        for (int i = 0; i < fork; i++) {
            prefix[i] = forks.get(i).taken();
        }
        prefix[fork] = alternative;
        return prefix;
    }
}
