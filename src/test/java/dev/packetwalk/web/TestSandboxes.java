package dev.packetwalk.web;

import dev.packetwalk.sandbox.SandboxLedger;
import dev.packetwalk.sandbox.SandboxSettings;
import dev.packetwalk.sandbox.Sandboxes;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The real sandboxes over the real ledger, with a {@link QuietEngine} behind them: pages need no Docker. */
@Singleton
public final class TestSandboxes {
    static final int MAXIMUM = 40;

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Sandboxes sandboxes(SandboxLedger ledger, QuietEngine engine) {
        SandboxSettings settings = new SandboxSettings(
                "test",
                List.of(),
                MAXIMUM,
                2,
                Duration.ofMinutes(45),
                Duration.ofMinutes(5),
                Duration.ofMinutes(45),
                Duration.ofHours(8),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
        Sandboxes sandboxes = new Sandboxes(engine, ledger, settings, InstantSource.system());
        sandboxes.start();
        return sandboxes;
    }

    void close(@Disposes Sandboxes sandboxes) {
        sandboxes.close();
    }
}
