package dev.packetwalk.progress;

import static java.util.Objects.requireNonNull;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Evidence;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that an attempt was graded on, and what came of it: enough to grade it again elsewhere and later. {@link EvidenceBundles}
 * makes it, and writes and reads it as JSON.
 *
 * @param exercise at what
 * @param learner whose it is; what is drawn for each learner is drawn from this
 * @param startedAt when the attempt began
 * @param passedAt when all checks first passed together; null if they never did
 * @param hintsSeen how many hints were uncovered
 * @param solutionSeenAt when the solution was first looked at; null if never
 * @param ruleset the last rules that are known, as the keeper's programs printed them; empty if none are, or none since a gap
 * @param journal what happened in the sandbox, from its beginning or from a gap on
 * @param answers those in the journal that were given in this exercise, oldest first
 * @param grade the newest; null before the first
 * @param versions of what took part, by name: {@value #EXERCISE_VERSION}, {@code packetwalk}, {@code sandbox}
 * @param madeAt when this was put together
 */
public record EvidenceBundle(
        ExerciseKey exercise,
        UUID learner,
        Instant startedAt,
        @Nullable Instant passedAt,
        int hintsSeen,
        @Nullable Instant solutionSeenAt,
        Optional<RulesetSnapshot> ruleset,
        List<JournalEntry> journal,
        List<GivenAnswer> answers,
        @Nullable RecordedGrade grade,
        Map<String, String> versions,
        Instant madeAt) {
    /** The name under which {@link #versions} has that of the exercise. */
    public static final String EXERCISE_VERSION = "exercise";

    public EvidenceBundle {
        requireNonNull(exercise, "exercise");
        requireNonNull(learner, "learner");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(ruleset, "ruleset");
        requireNonNull(madeAt, "madeAt");
        journal = List.copyOf(journal);
        answers = List.copyOf(answers);
        versions = Map.copyOf(versions);
    }

    /** What it was graded on, at the last moment of which anything is known. */
    public Evidence evidence() {
        List<Instant> known = new ArrayList<>();
        if (!journal.isEmpty()) {
            known.add(journal.getLast().at());
        }
        if (grade != null) {
            known.add(grade.gradedAt());
        }
        return new Evidence(
                ruleset, Map.of(), journal, Optional.empty(), known.stream().max(Instant::compareTo));
    }

    /**
     * A check that ends in another way than it once did.
     *
     * @param check its id
     * @param then how it once ended; null if there was no such check
     * @param now how it ends when it is graded again; null if there is no such check any more
     */
    public record Disagreement(String check, CheckResult.@Nullable State then, CheckResult.@Nullable State now) {}

    /** How another grade of the same evidence differs from the one in here; empty if it does not, or if there is none in here. */
    public List<Disagreement> disagreements(List<CheckResult> again) {
        if (grade == null) {
            return List.of();
        }
        Map<String, CheckResult.State> then = new LinkedHashMap<>();
        grade.checks()
                .forEach(check ->
                        then.put(check.result().check(), settled(check.result().state())));
        List<Disagreement> all = new ArrayList<>();
        for (CheckResult result : again) {
            CheckResult.State before = then.remove(result.check());
            if (before != settled(result.state())) {
                all.add(new Disagreement(result.check(), before, settled(result.state())));
            }
        }
        then.forEach((check, before) -> all.add(new Disagreement(check, before, null)));
        return all;
    }

    /** What was still waited for has not come: nothing is added to a bundle. */
    private static CheckResult.State settled(CheckResult.State state) {
        return state == CheckResult.State.WAITING ? CheckResult.State.FAILED : state;
    }
}
