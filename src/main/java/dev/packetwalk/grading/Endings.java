package dev.packetwalk.grading;

import dev.packetwalk.lesson.Check.Ending;
import dev.packetwalk.netfilter.Verdict;

/** How the ending that a check states relates to the verdict that rules come to. */
final class Endings {
    private Endings() {}

    static boolean agrees(Ending wanted, Verdict verdict) {
        return switch (wanted) {
            case ACCEPTED -> verdict == Verdict.ACCEPT;
            case DROPPED -> verdict == Verdict.DROP;
            case REJECTED -> verdict == Verdict.REJECT;
            case STOPPED -> verdict == Verdict.DROP || verdict == Verdict.REJECT;
        };
    }
}
