package dev.packetwalk.web.board;

import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.progress.RecordedGrade;
import dev.packetwalk.progress.classes.ClassProgress.Tried;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A learner's newest attempt at an exercise, as the board knows it: from the database, and sooner from what happens. */
final class Work {
    private final String sandboxName;
    private long attempt;
    private Instant startedAt;
    private @Nullable Instant passedAt;
    private @Nullable Instant firstPassedAt;
    private int hints;
    private boolean solutionSeen;
    private long gradeId;
    private @Nullable RecordedGrade grade;
    private Failures failures = new Failures();

    /**
     * @param sandboxName the name of the machine on which it is done
     */
    Work(String sandboxName, Tried tried) {
        this(sandboxName, tried.attempt(), tried.startedAt());
    }

    Work(String sandboxName, Attempt attempt) {
        this(sandboxName, attempt.id(), attempt.startedAt());
    }

    private Work(String sandboxName, long attempt, Instant startedAt) {
        this.sandboxName = sandboxName;
        this.attempt = attempt;
        this.startedAt = startedAt;
    }

    /** Takes what is in the database, and the grades that were asked for because of it. */
    void take(Tried tried, @Nullable RecordedGrade newest, List<RecordedGrade> history) {
        if (tried.attempt() < attempt) {
            return;
        }
        begin(tried.attempt(), tried.startedAt());
        passedAt = tried.passedAt() == null ? passedAt : tried.passedAt();
        firstPassedAt = tried.firstPassedAt() == null ? firstPassedAt : tried.firstPassedAt();
        hints = tried.hintsSeen();
        solutionSeen = tried.solutionSeen();
        if (!history.isEmpty()) {
            failures = new Failures();
            history.forEach(failures::take);
            if (grade != null) {
                failures.take(grade); // what was heard of before it was written down
            }
        }
        if (newest != null) {
            gradeId = tried.grade();
            take(newest);
        }
    }

    /** Takes what has just happened. */
    void take(Attempt now) {
        if (now.id() < attempt) {
            return;
        }
        begin(now.id(), now.startedAt());
        if (now.passedAt() != null) {
            passedAt = now.passedAt();
            firstPassedAt = firstPassedAt == null ? now.passedAt() : firstPassedAt;
        }
        hints = Math.max(hints, now.hintsSeen());
        if (now.latest() != null) {
            take(now.latest());
        }
    }

    private void begin(long id, Instant at) {
        if (id != attempt) {
            attempt = id;
            startedAt = at;
            passedAt = null;
            gradeId = 0;
            grade = null;
            hints = 0;
            failures = new Failures();
        }
    }

    private void take(RecordedGrade now) {
        if (grade == null || !now.gradedAt().isBefore(grade.gradedAt())) {
            grade = now;
            failures.take(now);
        }
    }

    String sandboxName() {
        return sandboxName;
    }

    long attempt() {
        return attempt;
    }

    /** The id of the grade in the database that was taken last; 0 before the first. */
    long gradeId() {
        return gradeId;
    }

    boolean passed() {
        return firstPassedAt != null;
    }

    /** Since when a passed attempt does not pass any more; {@code null} if it does, or never did. */
    private @Nullable Instant undoneAt() {
        if (passedAt == null || grade == null || grade.passed()) {
            return null;
        }
        return grade.checks().stream()
                .map(RecordedCheck::undoneAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    Snapshot.Cell cell(
            String column,
            int checks,
            boolean onTopOfIt,
            boolean present,
            Doings doings,
            StuckRules rules,
            Instant now) {
        StuckRules.Known known =
                new StuckRules.Known(startedAt, firstPassedAt, undoneAt(), onTopOfIt, present, failures);
        int passes = grade == null
                ? 0
                : (int) grade.checks().stream().filter(c -> c.result().passed()).count();
        return new Snapshot.Cell(
                column,
                rules.decide(known, doings, now),
                startedAt,
                firstPassedAt,
                passes,
                checks,
                hints,
                solutionSeen,
                passed() ? List.of() : failures.runs());
    }
}
