package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.EvidenceBundle;
import dev.packetwalk.progress.EvidenceBundles;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.sandbox.SandboxEngine;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What attempts were graded on, with the versions of what took part. */
@Singleton
public final class KeptEvidence {
    private final Journals journals;
    private final EvidenceBundles bundles;
    private final SandboxEngine engine;
    private final String version;

    KeptEvidence(
            Journals journals,
            EvidenceBundles bundles,
            SandboxEngine engine,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.journals = journals;
        this.bundles = bundles;
        this.engine = engine;
        this.version = version;
    }

    /**
     * Everything of an attempt up to now.
     *
     * @param exercise at which it was made, as this lab has it now
     */
    public EvidenceBundle bundle(Attempt attempt, Exercise exercise) {
        journals.flush();
        return bundles.of(
                attempt,
                Map.of(
                        EvidenceBundle.EXERCISE_VERSION,
                        exercise.version(),
                        "packetwalk",
                        version,
                        "sandbox",
                        engine.revision()));
    }
}
