package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.EvidenceBundle;
import dev.packetwalk.progress.EvidenceBundles;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.sandbox.SandboxEngine;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What attempts were graded on, with the versions of what took part as they are now. */
@Singleton
public final class AttemptEvidence {
    private final Lessons lessons;
    private final Journals journals;
    private final EvidenceBundles bundles;
    private final SandboxEngine engine;
    private final String version;

    AttemptEvidence(
            Lessons lessons,
            Journals journals,
            EvidenceBundles bundles,
            SandboxEngine engine,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.lessons = lessons;
        this.journals = journals;
        this.bundles = bundles;
        this.engine = engine;
        this.version = version;
    }

    /**
     * Everything of an attempt up to now. An exercise that is not offered any more has no version.
     *
     * @throws dev.packetwalk.progress.DepartedException if its learner is gone
     */
    public EvidenceBundle of(Attempt attempt) {
        journals.flush();
        Map<String, String> versions = new HashMap<>(Map.of("packetwalk", version, "sandbox", engine.revision()));
        exercise(attempt).ifPresent(e -> versions.put(EvidenceBundle.EXERCISE_VERSION, e.version()));
        return bundles.of(attempt, versions);
    }

    private Optional<Exercise> exercise(Attempt attempt) {
        return lessons.all().stream()
                .filter(lesson -> lesson.id().equals(attempt.exercise().lesson()))
                .findFirst()
                .flatMap(lesson -> lesson.exercise(attempt.exercise().exercise()))
                .map(exercise -> exercise.forLearner(Exercise.seed(attempt.learner())));
    }
}
