package dev.packetwalk.web.board;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.progress.KeptWalks;
import dev.packetwalk.progress.RecordedGrade;
import dev.packetwalk.progress.classes.ClassProgress;
import dev.packetwalk.progress.classes.Enrolled;
import dev.packetwalk.progress.classes.Notes;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.web.CheckView;
import dev.packetwalk.web.LeaseView;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.LiveGrades;
import dev.packetwalk.web.Machines;
import dev.packetwalk.web.board.BoardView.CellView;
import dev.packetwalk.web.board.BoardView.RowView;
import dev.packetwalk.web.board.LearnerView.TabView;
import dev.packetwalk.web.terminal.Companions;
import dev.packetwalk.web.words.BoardWords;
import dev.packetwalk.web.words.CheckWords;
import dev.packetwalk.web.words.MachineWords;
import dev.packetwalk.web.words.Texts;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts the page of a learner together. The caller has made sure that whoever sees it teaches them. */
@Singleton
final class LearnerPages {
    private static final int MOST_NOTES = 20;
    private static final int MOST_WALKS = 10;
    private static final List<String> STATES = List.of("stuck", "working", "undone", "passed");

    private final Boards boards;
    private final Lessons lessons;
    private final Attempts attempts;
    private final Machines machines;
    private final LiveGrades grades;
    private final Journals journals;
    private final ClassProgress progress;
    private final KeptWalks walks;
    private final Notes notes;
    private final Companions companions;

    LearnerPages(
            Boards boards,
            Lessons lessons,
            Attempts attempts,
            Machines machines,
            LiveGrades grades,
            Journals journals,
            ClassProgress progress,
            KeptWalks walks,
            Notes notes,
            Companions companions) {
        this.companions = companions;
        this.boards = boards;
        this.lessons = lessons;
        this.attempts = attempts;
        this.machines = machines;
        this.grades = grades;
        this.journals = journals;
        this.progress = progress;
        this.walks = walks;
        this.notes = notes;
    }

    /**
     * The page.
     *
     * @param wanted the id of the exercise; {@code null} for the one that wants attention most
     * @throws NotFoundException if there is no such exercise, or the learner has only just gone
     */
    LearnerView of(UUID instructor, TaughtClass taught, Enrolled learner, @Nullable String wanted, Locale language) {
        Lesson lesson = lessons.lesson(taught.plan().lesson());
        BoardSpeech speech = BoardSpeech.of(lesson, language);
        RowView row = boards.now(taught).rows().stream()
                .filter(r -> r.learner().equals(learner.learner()))
                .findFirst()
                .map(speech::row)
                .orElseGet(() -> new RowView(learner.learner(), learner.name(), "", null, null, List.of()));
        String chosen = wanted == null || wanted.isEmpty() ? mostUrgent(row, lesson) : wanted;
        Exercise exercise = lessons.exercise(lesson.id(), chosen, learner.learner(), language);
        ExerciseKey key = new ExerciseKey(lesson.id(), chosen);
        Optional<Attempt> attempt = attempts.latest(learner.learner(), key);
        Optional<Lease> lease = machines.lease(learner.learner(), lesson, exercise);
        List<JournalEntry> journal = lease.map(l -> grades.journalAfter(l, 0))
                .orElseGet(() -> attempt.map(journals::of).orElse(List.of()));
        List<RecordedGrade> history = attempt.map(
                        a -> progress.history(List.of(a.id())).getOrDefault(a.id(), List.of()))
                .orElse(List.of());
        return new LearnerView(
                "/classes/" + taught.id() + "/learners/" + learner.learner(),
                tabs(row, speech, chosen),
                exercise,
                cell(row, chosen, speech),
                row,
                lease.map(l -> LeaseView.of(l, Instant.now(), Texts.in(language, MachineWords.class)))
                        .orElse(null),
                CheckView.of(
                        exercise.checks(),
                        attempt,
                        Map.of(),
                        lessons.wording(key, learner.learner(), language),
                        Texts.in(language, CheckWords.class)),
                exercise.hints().stream()
                        .limit(attempt.map(Attempt::hintsSeen).orElse(0))
                        .toList(),
                attempt.map(a -> a.solutionSeenAt() != null).orElse(false),
                attempt.map(a -> attempts.effort(a).given()).orElse(false),
                attempt.isPresent(),
                Timeline.of(exercise, journal, history, Texts.in(language, BoardWords.class)),
                notes.of(instructor, taught.id(), learner.learner(), MOST_NOTES),
                lease.map(l -> walks.of(learner.learner(), l.id(), MOST_WALKS)).orElse(List.of()),
                lease.map(l -> companions.open(l.id())).orElse(List.of()).stream()
                        .map(name -> new LearnerView.TerminalTab(name, name.substring(1)))
                        .toList());
    }

    private static List<TabView> tabs(RowView row, BoardSpeech speech, String chosen) {
        return row.cells().stream()
                .map(cell -> new TabView(
                        cell,
                        speech.lesson()
                                .exercise(cell.exercise())
                                .map(Exercise::number)
                                .orElse(0),
                        speech.title(cell.exercise()),
                        cell.exercise().equals(chosen)))
                .toList();
    }

    private static CellView cell(RowView row, String exercise, BoardSpeech speech) {
        return row.cells().stream()
                .filter(cell -> cell.exercise().equals(exercise))
                .findFirst()
                .orElseGet(() -> speech.nothing(exercise));
    }

    /** What they ask about, else what they are stuck with, else what they work at or have passed last. */
    private static String mostUrgent(RowView row, Lesson lesson) {
        for (CellView cell : row.cells()) {
            if (cell.asks()) {
                return cell.exercise();
            }
        }
        for (String state : STATES) {
            for (CellView cell : row.cells().reversed()) {
                if (cell.state().equals(state)) {
                    return cell.exercise();
                }
            }
        }
        return lesson.exercises().stream()
                .filter(Exercise::graded)
                .findFirst()
                .map(Exercise::id)
                .orElseThrow(NotFoundException::new);
    }
}
