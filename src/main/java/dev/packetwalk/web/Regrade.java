package dev.packetwalk.web;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.progress.ExerciseKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A class being graded again by the lesson as it is now: first everything is compared, then, if somebody wants it, applied. Safe
 * for use by many threads; states only move forward.
 */
public final class Regrade {
    /** How far it is. */
    public enum State {
        /** Attempts are graded and compared. Nothing has changed. */
        COMPARING,
        /** What would change is known. Nothing has changed. */
        READY,
        /** Grades are being written. */
        APPLYING,
        APPLIED,
        /** Something went wrong on the way; what is applied stays. */
        FAILED
    }

    /**
     * How far it is at a moment.
     *
     * @param attempts how many there were to look at when it began
     * @param compared how many were looked at
     * @param withoutEvidence how many of those have nothing on which they could be graded
     * @param changed how many would change
     * @param applied how many have changed
     * @param passedOver how many did not change after all, because something else has happened to them meanwhile
     */
    public record Progress(
            State state, int attempts, int compared, int withoutEvidence, int changed, int applied, int passedOver) {}

    /**
     * An attempt that changes.
     *
     * @param learnerName as the learner wrote it: hostile text
     * @param gradedAt when the grade that it has now was given
     * @param passedBefore whether that grade passes
     * @param passedAfter whether the other does
     * @param checks those that end otherwise
     */
    public record Change(
            long attempt,
            UUID learner,
            String learnerName,
            ExerciseKey exercise,
            Instant gradedAt,
            boolean passedBefore,
            boolean passedAfter,
            List<CheckChange> checks) {
        public Change {
            checks = List.copyOf(checks);
        }
    }

    /**
     * A check that ends otherwise.
     *
     * @param check its id
     * @param before how it ended; {@code null} if there was no such check
     * @param reasonBefore what was observed then; {@code null} with {@code before}
     * @param after how it ends; {@code null} if there is no such check any more
     * @param reasonAfter what is observed; {@code null} with {@code after}
     */
    public record CheckChange(
            String check,
            CheckResult.@Nullable State before,
            @Nullable Reason reasonBefore,
            CheckResult.@Nullable State after,
            @Nullable Reason reasonAfter) {}

    private final UUID id = UUID.randomUUID();
    private final UUID taught;
    private final UUID by;
    private final @Nullable String exercise;
    private final Instant startedAt;
    private final List<Change> changes = new ArrayList<>();
    private State state = State.COMPARING;
    private int attempts;
    private int compared;
    private int withoutEvidence;
    private int applied;
    private int passedOver;

    Regrade(UUID taught, UUID by, @Nullable String exercise, Instant startedAt) {
        this.taught = taught;
        this.by = by;
        this.exercise = exercise;
        this.startedAt = startedAt;
    }

    /** Names it; grants nothing. */
    public UUID id() {
        return id;
    }

    /** The class. */
    public UUID taught() {
        return taught;
    }

    /** Who began it. */
    public UUID by() {
        return by;
    }

    /** The id of the only exercise that is looked at; {@code null} for all. */
    public @Nullable String exercise() {
        return exercise;
    }

    /** When it began. */
    public Instant startedAt() {
        return startedAt;
    }

    /** How far it is now. */
    public synchronized Progress progress() {
        return new Progress(state, attempts, compared, withoutEvidence, changes.size(), applied, passedOver);
    }

    /** What changes, the newest attempt first; as far as it is known. */
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    synchronized void found(int all) {
        attempts = all;
    }

    synchronized void compared() {
        compared++;
    }

    synchronized void comparedWithoutEvidence() {
        compared++;
        withoutEvidence++;
    }

    synchronized void comparedAndChanges(Change change) {
        compared++;
        changes.add(change);
    }

    synchronized void applied(boolean whether) {
        if (whether) {
            applied++;
        } else {
            passedOver++;
        }
    }

    /** Whether it could move on from one state to another. */
    synchronized boolean move(State from, State to) {
        if (state != from) {
            return false;
        }
        state = to;
        return true;
    }

    synchronized boolean isUnderWay() {
        return state == State.COMPARING || state == State.APPLYING;
    }

    /** Behind its end this does nothing. */
    synchronized void failed() {
        if (isUnderWay()) {
            state = State.FAILED;
        }
    }
}
