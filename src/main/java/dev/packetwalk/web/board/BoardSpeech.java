package dev.packetwalk.web.board;

import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.web.board.BoardView.CellView;
import dev.packetwalk.web.board.BoardView.ColumnView;
import dev.packetwalk.web.board.BoardView.CountsView;
import dev.packetwalk.web.board.BoardView.ObstacleView;
import dev.packetwalk.web.board.BoardView.RowView;
import dev.packetwalk.web.board.BoardView.StatesView;
import dev.packetwalk.web.board.Snapshot.Cell;
import dev.packetwalk.web.board.Snapshot.Obstacle;
import dev.packetwalk.web.board.Snapshot.Row;
import dev.packetwalk.web.board.Standing.State;
import dev.packetwalk.web.words.BoardWords;
import dev.packetwalk.web.words.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/**
 * Puts a class into the words of one language.
 *
 * @param lesson in that language
 */
record BoardSpeech(Lesson lesson, BoardWords words, InstantSource clock) {
    static BoardSpeech of(Lesson lesson, Locale language) {
        return new BoardSpeech(lesson.in(language), Texts.in(language, BoardWords.class), InstantSource.system());
    }

    BoardView say(Snapshot snapshot) {
        return new BoardView(
                snapshot.columns().stream().map(id -> column(snapshot, id)).toList(),
                snapshot.rows().stream().map(this::row).toList(),
                snapshot.obstacles().stream()
                        .map(obstacle -> obstacle(obstacle, snapshot.rows().size()))
                        .toList(),
                counts(snapshot),
                snapshot.waiting());
    }

    private ColumnView column(Snapshot snapshot, String id) {
        StatesView states = new StatesView(
                snapshot.count(id, State.NOT_STARTED),
                snapshot.count(id, State.WORKING),
                snapshot.count(id, State.STUCK),
                snapshot.count(id, State.PASSED),
                snapshot.count(id, State.UNDONE));
        return new ColumnView(id, lesson.exercise(id).map(Exercise::number).orElse(0), title(id), states);
    }

    RowView row(Row row) {
        return new RowView(
                row.learner(),
                row.name(),
                row.handExercise() == null ? "" : words.asksAbout(title(row.handExercise())),
                row.handAt(),
                row.noteReadAt(),
                row.cells().stream().map(cell -> cell(row, cell)).toList());
    }

    private CellView cell(Row row, Cell cell) {
        State state = cell.standing().state();
        Instant to = cell.passedAt();
        return new CellView(
                cell.exercise(),
                state.word(),
                words(state),
                detail(cell),
                cell.exercise().equals(row.handExercise()),
                cell.startedAt() == null ? "" : time(cell.startedAt(), to == null ? clock.instant() : to),
                cell.startedAt(),
                to);
    }

    /** An exercise that is not on the board, such as a variant of one. */
    CellView nothing(String exercise) {
        return new CellView(exercise, State.NOT_STARTED.word(), words.notStarted(), "", false, "", null, null);
    }

    private String words(State state) {
        return switch (state) {
            case NOT_STARTED -> words.notStarted();
            case WORKING -> words.working();
            case STUCK -> words.stuck();
            case UNDONE -> words.undone();
            case PASSED -> words.passed();
        };
    }

    private String detail(Cell cell) {
        return switch (cell.standing().why()) {
            case LOCKED_OUT -> words.lockedOut();
            case SAME_CHECK ->
                words.sameCheck(
                        check(cell.exercise(), cell.standing().check()),
                        cell.standing().tries());
            case MANY_CHANGES -> words.manyChanges(cell.standing().tries());
            case SILENT -> words.silent();
            case NOTHING ->
                cell.standing().state() == State.WORKING ? words.checksPassed(cell.checksPassed(), cell.checks()) : "";
        };
    }

    private ObstacleView obstacle(Obstacle obstacle, int of) {
        String check = check(obstacle.exercise(), obstacle.check());
        return new ObstacleView(
                obstacle.mistake() == Mistake.OTHER ? words.checkFails(check) : mistake(obstacle.mistake()),
                obstacle.mistake() == Mistake.OTHER
                        ? title(obstacle.exercise())
                        : words.exerciseAndCheck(title(obstacle.exercise()), check),
                obstacle.learners(),
                of);
    }

    private String mistake(Mistake mistake) {
        return switch (mistake) {
            case DROP_BEFORE_ACCEPT -> words.dropBeforeAccept();
            case REJECT_BEFORE_ACCEPT -> words.rejectBeforeAccept();
            case ACCEPT_BEFORE_DROP -> words.acceptBeforeDrop();
            case DROPS_TOO_MUCH -> words.dropsTooMuch();
            case REJECT_FOR_DROP -> words.rejectForDrop();
            case ACCEPTS_TOO_MUCH -> words.acceptsTooMuch();
            case POLICY_ACCEPTS -> words.policyAccepts();
            case POLICY_DROPS -> words.policyDrops();
            case NOTHING_DROPS -> words.nothingDrops();
            case REAL_PACKET_DIFFERS -> words.realPacketDiffers();
            case FILE_DIFFERS -> words.fileDiffers();
            case FLOW_MISSING -> words.flowMissing();
            case WRONG_ANSWER -> words.wrongAnswer();
            case TOO_LATE -> words.wrongTime();
            case NOT_AS_BEFORE -> words.notAsBefore();
            case OTHER -> "";
        };
    }

    private static CountsView counts(Snapshot snapshot) {
        List<Row> rows = snapshot.rows();
        return new CountsView(
                rows.size(),
                (int) rows.stream().filter(row -> row.handAt() != null).count(),
                (int) rows.stream().filter(row -> has(row, State.STUCK)).count(),
                (int) rows.stream()
                        .filter(row -> !has(row, State.STUCK) && has(row, State.WORKING))
                        .count(),
                (int) rows.stream()
                        .filter(row -> row.cells().stream().allMatch(cell -> cell.passedAt() != null))
                        .count());
    }

    private static boolean has(Row row, State state) {
        return row.cells().stream().anyMatch(cell -> cell.standing().state() == state);
    }

    String title(String exercise) {
        return lesson.exercise(exercise).map(Exercise::title).orElse(exercise);
    }

    private String check(String exercise, String id) {
        return lesson.exercise(exercise).stream()
                .flatMap(found -> found.checks().stream())
                .filter(check -> check.id().equals(id))
                .map(Check::title)
                .findFirst()
                .orElse(id);
    }

    /** A length of time, as coarse as people say it. */
    String time(Instant from, Instant to) {
        long minutes = Math.max(0, Duration.between(from, to).toMinutes());
        if (minutes < 1) {
            return words.lessThanMinute();
        }
        return minutes < 100
                ? words.minutes(minutes)
                : minutes < 2880 ? words.hours(minutes / 60) : words.days(minutes / 1440);
    }
}
