package dev.packetwalk.progress;

import static java.util.Objects.requireNonNull;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A grade as it is kept.
 *
 * @param passed whether every check passed
 * @param checks one for each, in the exercise's order
 * @param gradedAt when
 */
public record RecordedGrade(boolean passed, List<RecordedCheck> checks, Instant gradedAt) {
    public RecordedGrade {
        checks = List.copyOf(checks);
        requireNonNull(gradedAt, "gradedAt");
    }

    /** A grade that follows another one of the same attempt. */
    static RecordedGrade after(@Nullable RecordedGrade before, Grade grade, Instant now) {
        List<RecordedCheck> checks = new ArrayList<>();
        for (CheckResult result : grade.results()) {
            checks.add(RecordedCheck.after(before == null ? null : before.find(result.check()), result, now));
        }
        return new RecordedGrade(grade.passed(), checks, now);
    }

    /** Whether a grade says anything that this one does not. */
    boolean sameAs(Grade grade) {
        return checks.stream().map(RecordedCheck::result).toList().equals(grade.results());
    }

    private @Nullable RecordedCheck find(String check) {
        return checks.stream()
                .filter(c -> c.result().check().equals(check))
                .findFirst()
                .orElse(null);
    }
}
