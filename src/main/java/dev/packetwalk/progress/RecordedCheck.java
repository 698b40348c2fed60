package dev.packetwalk.progress;

import static java.util.Objects.requireNonNull;

import dev.packetwalk.grading.CheckResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A check's result, and since when.
 *
 * @param result what it found last
 * @param passedAt when it first passed in this attempt; {@code null} if it never did
 * @param undoneAt when it stopped passing; {@code null} if it passes, or never did
 */
public record RecordedCheck(
        CheckResult result,
        @Nullable Instant passedAt,
        @Nullable Instant undoneAt) {
    public RecordedCheck {
        requireNonNull(result.check(), "check");
        requireNonNull(result.state(), "state");
    }

    /** The same check with what was found just now, before anything is concluded from that. */
    public RecordedCheck now(CheckResult found) {
        return new RecordedCheck(found, passedAt, undoneAt);
    }

    /** The same check after a newer result. */
    static RecordedCheck after(@Nullable RecordedCheck before, CheckResult result, Instant now) {
        Instant passedAt = before == null ? null : before.passedAt();
        if (result.passed()) {
            return new RecordedCheck(result, passedAt == null ? now : passedAt, null);
        }
        if (before == null || passedAt == null) {
            return new RecordedCheck(result, null, null);
        }
        // Evidence that is still on its way undoes nothing.
        boolean undoneJustNow = before.undoneAt() == null && !result.isUnderWay();
        return new RecordedCheck(result, passedAt, undoneJustNow ? now : before.undoneAt());
    }
}
