package dev.packetwalk.web.board;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.progress.RecordedGrade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the checks of one attempt have failed, grade by grade. One thread at a time. */
public final class Failures {
    /** A grade is given within so long a time of what it is about. */
    static final Duration GRADED_WITHIN = Duration.ofSeconds(2);

    private final Map<String, Run> runs = new LinkedHashMap<>();
    private @Nullable Instant progressAt;
    private Instant gradedAt = Instant.MIN;

    /**
     * A check that fails, and has failed for the same kind of reason without a pause.
     *
     * @param check its id
     * @param mistake the kind of reason
     * @param since when it was first graded so
     */
    public record Run(String check, Mistake mistake, Instant since) {}

    /** Goes on with a grade; one that is older than what is known changes nothing. */
    public void take(RecordedGrade grade) {
        if (grade.gradedAt().isBefore(gradedAt)) {
            return;
        }
        gradedAt = grade.gradedAt();
        for (RecordedCheck check : grade.checks()) {
            if (check.passedAt() != null
                    && (progressAt == null || check.passedAt().isAfter(progressAt))) {
                progressAt = check.passedAt();
            }
            take(check.result());
        }
    }

    private void take(CheckResult result) {
        switch (result.state()) {
            case PASSED -> runs.remove(result.check());
            case FAILED -> {
                Mistake mistake = Mistake.of(result);
                Run run = runs.get(result.check());
                if (run == null || run.mistake() != mistake) {
                    runs.put(result.check(), new Run(result.check(), mistake, gradedAt));
                }
            }
            // Evidence that is on its way, or cannot tell, ends no run and begins none.
            case UNDECIDED, WAITING -> {}
        }
    }

    /** What fails now, in the exercise's order. */
    public List<Run> runs() {
        return new ArrayList<>(runs.values());
    }

    /** When a check last passed for the first time; {@code null} if none ever did. */
    public @Nullable Instant progressAt() {
        return progressAt;
    }
}
