package dev.packetwalk.progress;

import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.time.Instant;
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
 * @param ruleset the last rules that are known, as the keeper's programs printed them; empty if none are
 * @param journal what happened in the sandbox, from its beginning or from a gap on
 * @param answers those in the journal that were given in this exercise, oldest first
 * @param grade the newest; null before the first
 * @param versions of what took part, such as {@code packetwalk} and {@code sandbox}, by name
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
    public EvidenceBundle {
        journal = List.copyOf(journal);
        answers = List.copyOf(answers);
        versions = Map.copyOf(versions);
    }
}
