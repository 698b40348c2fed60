package dev.packetwalk.grading;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.Check;
import java.util.List;

/** How a check ended and why, before its name is put to it. */
record Finding(State state, Message reason, List<QuotedRule> quotes) {
    static Finding waiting(Message reason) {
        return new Finding(State.WAITING, reason, List.of());
    }

    static Finding waiting(Key reason) {
        return waiting(Message.of(reason));
    }

    CheckResult of(Check check) {
        return new CheckResult(check.id(), check.title(), state, new Reason(reason), quotes);
    }
}
