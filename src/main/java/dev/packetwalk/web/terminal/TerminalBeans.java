package dev.packetwalk.web.terminal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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
    Terminals terminals(
            TerminalSandboxes sandboxes,
            TerminalSettings settings,
            @ConfigProperty(name = "packetwalk.data", defaultValue = "data") Path data,
            TerminalTaps taps,
            MeterRegistry metrics) {
        Terminals terminals =
                new Terminals(sandboxes, settings.limits(), data.resolve("terminals"), settings.perSandbox(), taps);
        Gauge.builder("packetwalk.terminals.open", terminals, Terminals::open)
                .description("Terminals whose output is read by this server")
                .register(metrics);
        Gauge.builder("packetwalk.terminals.viewers", terminals, Terminals::viewers)
                .description("Browser windows on terminals")
                .register(metrics);
        return terminals;
    }

    /** Not when it is made: the sockets ask for it before the database has its tables. */
    void start(@Observes StartupEvent event, Terminals terminals) {
        terminals.start();
    }

    void close(@Disposes Terminals terminals) {
        terminals.close();
    }
}
