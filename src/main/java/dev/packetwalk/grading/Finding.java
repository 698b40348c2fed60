package dev.packetwalk.grading;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.Check;
import java.util.List;

/** How a check ended and why, before its name is put to it. */
record Finding(State state, Reason reason, List<QuotedRule> quotes) {
    static Finding waiting(String reason) {
        return new Finding(State.WAITING, Reason.of(reason), List.of());
    }

    CheckResult of(Check check) {
        return new CheckResult(check.id(), check.title(), state, reason, quotes);
    }
}
