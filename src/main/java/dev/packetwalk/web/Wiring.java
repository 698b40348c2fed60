package dev.packetwalk.web;

import dev.packetwalk.sandbox.SandboxEngine;
import dev.packetwalk.sandbox.SandboxLedger;
import dev.packetwalk.sandbox.Sandboxes;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.UUID;

/** Puts the rooms together that know nothing of the framework. */
@ApplicationScoped
class Wiring {
    @Produces
    @Singleton
    Sandboxes sandboxes(SandboxEngine engine, SandboxLedger ledger, Lessons lessons, LabConfig config) {
        var settings = config.sandboxes().settings(config.server(), lessons.topologies());
        noteInstallation(config, ledger.installation());
        Sandboxes sandboxes = new Sandboxes(engine, ledger, settings, InstantSource.system());
        sandboxes.start();
        return sandboxes;
    }

    /** What an earlier life left is cleared at the start, not when the first learner comes. */
    void start(@Observes StartupEvent event, Sandboxes sandboxes) {
        Log.infof("sandboxes: %s", sandboxes.census());
    }

    /** For {@code ./packetwalk down}, which removes this installation's containers when no server runs that could. */
    private static void noteInstallation(LabConfig config, UUID installation) {
        try {
            Files.createDirectories(config.data());
            Files.writeString(config.data().resolve("installation"), installation + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the data directory " + config.data(), e);
        }
    }

    void close(@Disposes Sandboxes sandboxes) {
        sandboxes.close();
    }
}
