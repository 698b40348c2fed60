package dev.packetwalk.web;

import dev.packetwalk.grading.Chronicle;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.grading.Wording;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.web.words.CurrentLanguage;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** What has happened during the learner's newest attempt at an exercise: the page of its journal. */
@Path("/lessons/{lesson}/{exercise}/journal")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class JournalResource {
    private final Lessons lessons;
    private final Attempts attempts;
    private final Journals journals;
    private final CurrentLearner learner;
    private final CurrentLanguage language;

    JournalResource(
            Lessons lessons, Attempts attempts, Journals journals, CurrentLearner learner, CurrentLanguage language) {
        this.lessons = lessons;
        this.attempts = attempts;
        this.journals = journals;
        this.learner = learner;
        this.language = language;
    }

    /** The page; empty before there is an attempt. */
    @GET
    public TemplateInstance show(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        UUID id = learner.get().id();
        Lesson lesson = lessons.lesson(lessonId, language.locale());
        Exercise exercise = lessons.exercise(lessonId, exerciseId, id, language.locale());
        ExerciseKey key = new ExerciseKey(lessonId, exerciseId);
        List<JournalEntry> journal = attempts.latest(id, key).map(this::journal).orElse(List.of());
        Wording wording = lessons.wording(key, id, language.locale());
        List<Chronicle.Entry> entries = Chronicle.of(lessons.exercise(lessonId, exerciseId, id), journal);
        Instant start = entries.isEmpty() ? Instant.EPOCH : entries.getFirst().at();
        return new Told(
                learner.visitor(),
                lesson,
                exercise,
                entries.stream()
                        .map(entry -> EntryView.of(entry, start, wording))
                        .toList());
    }

    private List<JournalEntry> journal(Attempt attempt) {
        journals.flush();
        return journals.of(attempt);
    }

    /**
     * An entry.
     *
     * @param at when, for programs
     * @param time since the first entry, {@code 1:05}
     * @param sort as in {@link Chronicle.Sort}, in lower case
     * @param said what happened: hostile text, in runs of words and code
     * @param changes of the rules
     */
    public record EntryView(Instant at, String time, String sort, List<Reason.Phrase> said, List<ChangeView> changes) {
        static EntryView of(Chronicle.Entry entry, Instant start, Wording wording) {
            return new EntryView(
                    entry.at(),
                    time(Duration.between(start, entry.at())),
                    entry.sort().name().toLowerCase(Locale.ROOT),
                    wording.phrases(entry.said()),
                    entry.changes().stream()
                            .map(change -> new ChangeView(
                                    change.kind().name().toLowerCase(Locale.ROOT), wording.phrases(change.said())))
                            .toList());
        }

        private static String time(Duration since) {
            return "%d:%02d".formatted(since.toMinutes(), since.toSecondsPart());
        }
    }

    /** A change of the rules; {@code kind} as in {@link Chronicle.Change.Kind}, in lower case. */
    public record ChangeView(String kind, List<Reason.Phrase> said) {}

    /**
     * The page.
     *
     * @param entries the oldest first
     */
    record Told(Visitor visitor, Lesson lesson, Exercise exercise, List<EntryView> entries)
            implements TemplateInstance {}
}
