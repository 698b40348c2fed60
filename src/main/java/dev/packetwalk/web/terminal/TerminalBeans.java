package dev.packetwalk.web.terminal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the one {@link Terminals} of the server, and its metrics. */
@ApplicationScoped
class TerminalBeans {
    @Produces
    @Singleton
    @Startup
    Terminals terminals(
            TerminalSandboxes sandboxes,
            TerminalSettings settings,
            @ConfigProperty(name = "packetwalk.data", defaultValue = "data") Path data,
            MeterRegistry metrics) {
        Terminals terminals =
                new Terminals(sandboxes, settings.limits(), data.resolve("terminals"), settings.perSandbox());
        terminals.start();
        Gauge.builder("packetwalk.terminals.open", terminals, Terminals::open)
                .description("Terminals whose output is read by this server")
                .register(metrics);
        Gauge.builder("packetwalk.terminals.viewers", terminals, Terminals::viewers)
                .description("Browser windows on terminals")
                .register(metrics);
        return terminals;
    }

    void close(@Disposes Terminals terminals) {
        terminals.close();
    }
}
