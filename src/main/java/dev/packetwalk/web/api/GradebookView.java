package dev.packetwalk.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.packetwalk.grading.report.Suite;
import dev.packetwalk.progress.classes.Gradebook.Cell;
import dev.packetwalk.progress.classes.Gradebook.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A learner of a class, and how far they are with each exercise.
 *
 * @param reference what the school calls them; empty if they are not on the roster
 * @param exercises in the lesson's order
 */
record GradebookView(AttemptView.LearnerView learner, String reference, List<ExerciseCell> exercises) {
    /** @param exercises their ids, in the lesson's order */
    static GradebookView of(Row row, List<String> exercises) {
        return new GradebookView(
                new AttemptView.LearnerView(row.learner(), row.name()),
                row.reference(),
                exercises.stream()
                        .map(exercise -> ExerciseCell.of(exercise, row.cell(exercise)))
                        .toList());
    }

    /**
     * How far a learner is with an exercise.
     *
     * @param passedChecks of the attempt that counts: the one that passed, else the newest that was graded
     * @param hintsSeen the most that were uncovered in one attempt
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ExerciseCell(
            String exercise,

            @Schema(enumeration = {"not_started", "started", "passed"})
            String state,

            int passedChecks,
            int allChecks,
            @Nullable Instant passedAt,
            int attempts,
            int hintsSeen,
            @Nullable Instant solutionSeenAt) {
        static ExerciseCell of(String exercise, Cell cell) {
            return new ExerciseCell(
                    exercise,
                    GradeView.word(cell.state()),
                    cell.passedChecks(),
                    cell.allChecks(),
                    cell.passedAt(),
                    cell.attempts(),
                    cell.hintsSeen(),
                    cell.solutionSeenAt());
        }

        String score() {
            return passedChecks + "/" + allChecks;
        }

        private Suite.Case line() {
            return switch (state) {
                case "passed" -> new Suite.Case(exercise, Suite.Outcome.PASSED, "");
                case "started" -> new Suite.Case(exercise, Suite.Outcome.FAILED, score() + " checks passed");
                default -> new Suite.Case(exercise, Suite.Outcome.SKIPPED, "not started");
            };
        }
    }

    private Suite suite() {
        String name = learner.name() + (reference.isEmpty() ? "" : " (" + reference + ")");
        return new Suite(name, exercises.stream().map(ExerciseCell::line).toList());
    }

    static List<Suite> suites(List<GradebookView> rows) {
        return rows.stream().map(GradebookView::suite).toList();
    }

    /** A row for each learner, six columns for each exercise. */
    static String csv(List<GradebookView> rows, List<String> exercises) {
        List<String> header = new ArrayList<>(List.of("learner", "name", "reference", "passed", "exercises"));
        for (String exercise : exercises) {
            for (String column : List.of("state", "score", "passed_at", "attempts", "hints", "solution_seen_at")) {
                header.add(exercise + "." + column);
            }
        }
        return CsvReport.of(header, rows.stream().map(GradebookView::cells).toList());
    }

    private List<@Nullable Object> cells() {
        List<@Nullable Object> cells = new ArrayList<>(Arrays.asList(
                learner.id(),
                learner.name(),
                reference,
                exercises.stream().filter(cell -> cell.passedAt() != null).count(),
                exercises.size()));
        for (ExerciseCell cell : exercises) {
            cells.addAll(Arrays.asList(
                    cell.state(),
                    // A spreadsheet would make a date of 2/4.
                    cell.passedChecks() + " of " + cell.allChecks(),
                    cell.passedAt(),
                    cell.attempts(),
                    cell.hintsSeen(),
                    cell.solutionSeenAt()));
        }
        return cells;
    }
}
