package dev.packetwalk.web.board;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A class at one moment, in no language yet.
 *
 * @param lesson the lesson's id
 * @param columns the ids of its graded exercises, in order
 * @param rows one for each learner, by name
 * @param obstacles what holds most people back, the most first
 * @param waiting who waits in the queue of a full house; the next first
 */
public record Snapshot(
        String lesson, List<String> columns, List<Row> rows, List<Obstacle> obstacles, List<Waiting> waiting) {
    public Snapshot {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        obstacles = List.copyOf(obstacles);
        waiting = List.copyOf(waiting);
    }

    /**
     * A learner without a machine, who waits for one.
     *
     * @param name hostile text
     * @param position 1 for who is next, of all who wait
     * @param movedUp whether an instructor has moved them up
     */
    public record Waiting(UUID learner, String name, int position, boolean movedUp) {}

    /**
     * A learner.
     *
     * @param name hostile text
     * @param handExercise the exercise with which they ask for help; {@code null} if they do not
     * @param handAt since when; {@code null} if they do not
     * @param noteReadAt when a note was on their screen last; {@code null} before the first
     * @param cells one for each column
     */
    public record Row(
            UUID learner,
            String name,
            @Nullable String handExercise,
            @Nullable Instant handAt,
            @Nullable Instant noteReadAt,
            List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A learner and an exercise.
     *
     * @param exercise the column's id
     * @param startedAt when their newest attempt began; {@code null} before the first
     * @param passedAt when they first passed; {@code null} while they have not
     * @param checksPassed how many of its checks pass in the newest grade
     * @param checks how many it has
     * @param hints how many hints they have uncovered
     * @param solutionSeen whether they looked at the solution
     * @param failing the checks that fail now; empty for what has passed
     */
    public record Cell(
            String exercise,
            Standing standing,
            @Nullable Instant startedAt,
            @Nullable Instant passedAt,
            int checksPassed,
            int checks,
            int hints,
            boolean solutionSeen,
            List<Failures.Run> failing) {
        public Cell {
            failing = List.copyOf(failing);
        }
    }

    /**
     * A mistake that several learners have in common.
     *
     * @param exercise in which
     * @param check the check that it makes fail for most of them
     * @param learners how many make it now
     */
    public record Obstacle(String exercise, Mistake mistake, String check, int learners) {}

    /** How many learners are in a state with an exercise. */
    public int count(String exercise, Standing.State state) {
        int column = columns.indexOf(exercise);
        return (int) rows.stream()
                .filter(row -> row.cells().get(column).standing().state() == state)
                .count();
    }
}
