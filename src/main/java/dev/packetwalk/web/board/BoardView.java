package dev.packetwalk.web.board;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A class as its board shows it, in the words of one language: on the page, and in what the page is told later.
 *
 * @param columns the exercises, in order
 * @param rows one for each learner
 * @param obstacles what holds most people back, the most first
 * @param counts how many learners need what
 * @param waiting who waits for a machine, the next first
 */
public record BoardView(
        List<ColumnView> columns,
        List<RowView> rows,
        List<ObstacleView> obstacles,
        CountsView counts,
        List<Snapshot.Waiting> waiting) {
    public BoardView {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        obstacles = List.copyOf(obstacles);
        waiting = List.copyOf(waiting);
    }

    /**
     * An exercise.
     *
     * @param states how many learners are in which state with it
     */
    public record ColumnView(String id, int number, String title, StatesView states) {}

    /** How many learners are in each state; one who is undone has passed, too. */
    public record StatesView(int notStarted, int working, int stuck, int passed, int undone) {
        /** How many have passed at some time. */
        public int everPassed() {
            return passed + undone;
        }
    }

    /**
     * A learner.
     *
     * @param name hostile text
     * @param hand with what they ask for help, in words; empty if they do not
     * @param handAt since when; null if they do not
     * @param noteReadAt when a note was on their screen last, which whoever sent it waits for; null before the first
     */
    public record RowView(
            UUID learner,
            String name,
            String hand,
            @Nullable Instant handAt,
            @Nullable Instant noteReadAt,
            List<CellView> cells) {
        public RowView {
            cells = List.copyOf(cells);
        }

        /** Whether they ask for help. */
        public boolean asks() {
            return handAt != null;
        }
    }

    /**
     * A learner and an exercise.
     *
     * @param state {@code not-started}, {@code working}, {@code stuck}, {@code undone} or {@code passed}
     * @param words the state in words
     * @param detail why it is so, or how far they are; may be empty
     * @param asks whether they ask for help with it
     * @param time how long they have been at it, in words; empty before they began
     * @param from from when that is counted; null before they began
     * @param to until when; null while it goes on
     */
    public record CellView(
            String exercise,
            String state,
            String words,
            String detail,
            boolean asks,
            String time,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /**
     * What several learners have in common.
     *
     * @param mistake what it is
     * @param about the exercise and the check
     * @param learners how many
     * @param of of how many
     */
    public record ObstacleView(String mistake, String about, int learners, int of) {}

    /**
     * Learners.
     *
     * @param all how many there are
     * @param asking how many ask for help
     * @param stuck how many are stuck with something
     * @param working how many work at something and are not stuck
     * @param done how many have passed everything
     */
    public record CountsView(int all, int asking, int stuck, int working, int done) {}
}
