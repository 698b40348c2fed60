package dev.packetwalk.web;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the lessons come from. */
@Singleton
public final class LabFolder {
    /** Reads the folder that {@code PACKETWALK_LABS} names; {@code labs} in the working directory if it is not set. */
    @Produces
    @Singleton
    Lessons lessons(@ConfigProperty(name = "packetwalk.labs", defaultValue = "labs") Path labs) {
        return Lessons.from(labs);
    }

    /** A lesson that is not sound stops the server at its start, not a learner in the middle. */
    void readAtStart(@Observes StartupEvent start, Lessons lessons) {
        Log.infof("%d lessons", lessons.all().size());
    }
}
