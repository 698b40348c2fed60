package dev.packetwalk.web;

import dev.packetwalk.sandbox.SandboxEngine;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the engine behind the sandboxes answers. */
@Readiness
@Singleton
final class EngineHealth implements HealthCheck {
    private static final String NAME = "Sandbox engine";

    private final SandboxEngine engine;

    EngineHealth(SandboxEngine engine) {
        this.engine = engine;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            return HealthCheckResponse.named(NAME)
                    .up()
                    .withData("sandboxes", engine.list().size())
                    .build();
        } catch (SandboxUnavailableException e) {
            return HealthCheckResponse.named(NAME)
                    .down()
                    .withData("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
