package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.grading.Key;
import dev.packetwalk.grading.Message;
import dev.packetwalk.grading.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of a check: that it passed, and that it does not any more. */
class RecordedCheckTest {
    private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = FIRST.plusSeconds(60);

    private final RecordedCheck passed = RecordedCheck.after(null, result(State.PASSED, Key.NOT_ANSWERED), FIRST);

    @Test
    void a_failure_after_a_pass_undoes_it_and_both_are_known() {
        RecordedCheck now = RecordedCheck.after(passed, result(State.FAILED, Key.NOT_ANSWERED), LATER);

        assertThat(now.passedAt()).isEqualTo(FIRST);
        assertThat(now.undoneAt()).isEqualTo(LATER);
        assertThat(RecordedCheck.after(now, result(State.PASSED, Key.NOT_ANSWERED), LATER)
                        .undoneAt())
                .isNull();
    }

    @Test
    void rules_that_are_gone_undo_it_as_well() {
        assertThat(RecordedCheck.after(passed, result(State.WAITING, Key.NO_ORDER_YET), LATER)
                        .undoneAt())
                .isEqualTo(LATER);
    }

    @Test
    void evidence_that_is_on_its_way_undoes_nothing() {
        assertThat(RecordedCheck.after(passed, result(State.WAITING, Key.PROBE_UNDER_WAY), LATER)
                        .undoneAt())
                .isNull();
    }

    private static CheckResult result(State state, Key reason) {
        return new CheckResult("a", "A", state, new Reason(new Message(reason, Map.of())), List.of());
    }
}
