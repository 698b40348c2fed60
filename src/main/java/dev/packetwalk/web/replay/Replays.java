package dev.packetwalk.web.replay;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.netfilter.text.RulesetText;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.progress.recording.RecordedTerminal;
import dev.packetwalk.progress.recording.Recording;
import dev.packetwalk.progress.recording.Recordings;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.follow.RulesView;
import dev.packetwalk.web.follow.WorldView;
import dev.packetwalk.web.words.ReplayWords;
import dev.packetwalk.web.words.Texts;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts a recording together with what its sandbox's journal and grades say. The caller has found it for who may see it. */
@Singleton
final class Replays {
    private final Recordings recordings;
    private final Recorder recorder;
    private final Journals journals;
    private final Attempts attempts;
    private final Lessons lessons;

    Replays(Recordings recordings, Recorder recorder, Journals journals, Attempts attempts, Lessons lessons) {
        this.recordings = recordings;
        this.recorder = recorder;
        this.journals = journals;
        this.attempts = attempts;
        this.lessons = lessons;
    }

    /**
     * A recording with all there is to it.
     *
     * @param title what the learner did there
     * @param states which rules were in force from when on
     */
    record Told(
            Recording recording,
            String title,
            Map<TerminalName, RecordedTerminal> terminals,
            List<MarkerView> markers,
            List<Story.State> states) {}

    /** Rules and the world around the box, as the map draws them. */
    record Scene(RulesView rules, WorldView world) {}

    /** Everything that is known by now, in a language. */
    Told tell(Recording recording, Locale language) {
        if (recording.ending() == null) {
            recorder.flush();
            journals.flush();
        }
        Map<TerminalName, RecordedTerminal> terminals = new LinkedHashMap<>();
        for (TerminalName name : recording.terminals()) {
            recordings.terminal(recording, name).ifPresent(terminal -> terminals.put(name, terminal));
        }
        Story story = Story.of(
                recording,
                journals.read(recording.sandbox()),
                attempts.gradesIn(recording.learner(), recording.sandbox()),
                terminals);
        MarkerWords words = new MarkerWords(
                Texts.in(language, ReplayWords.class), exercises(recording, language), terminals.size() > 1);
        return new Told(
                recording,
                title(recording, language),
                terminals,
                story.markers().stream().map(words::view).toList(),
                story.states());
    }

    /** What the learner did there: the titles of the exercises; what the sandbox was for where these are gone. */
    String title(Recording recording, Locale language) {
        Map<ExerciseKey, Exercise> exercises = exercises(recording, language);
        return exercises.isEmpty()
                ? recording.purpose()
                : exercises.values().stream().map(Exercise::title).collect(Collectors.joining(" · "));
    }

    /** The rules of a journal's entry; empty if the journal has no such entry any more, or the lesson is gone. */
    Optional<Scene> scene(Recording recording, long entry) {
        Optional<WorldView> world = lessons.exercisesIn(recording.purpose(), recording.learner()).values().stream()
                .findFirst()
                .map(exercise -> WorldView.of(exercise.sandbox().topology()));
        return world.flatMap(around -> journals.read(recording.sandbox()).stream()
                .filter(found -> found.number() == entry)
                .findFirst()
                .flatMap(found -> found.event() instanceof JournalEvent.RulesetBecame(RulesetSnapshot rules, String _)
                        ? Optional.of(new Scene(view(rules), around))
                        : Optional.empty()));
    }

    private static RulesView view(RulesetSnapshot rules) {
        return RulesView.of(
                RulesetText.read(rules.iptablesSave(), rules.nftRuleset()).value(), rules.generation());
    }

    private Map<ExerciseKey, Exercise> exercises(Recording recording, Locale language) {
        Map<ExerciseKey, Exercise> found = new LinkedHashMap<>();
        lessons.exercisesIn(recording.purpose(), recording.learner())
                .keySet()
                .forEach(key ->
                        found.put(key, lessons.exercise(key.lesson(), key.exercise(), recording.learner(), language)));
        return found;
    }
}
