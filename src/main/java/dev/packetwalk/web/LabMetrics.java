package dev.packetwalk.web;

import dev.packetwalk.sandbox.Census;
import dev.packetwalk.sandbox.Claim;
import dev.packetwalk.sandbox.Sandboxes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** What an operator watches: sandboxes by state, and how long learners wait for one. */
@Singleton
class LabMetrics {
    private static final Duration CENSUS_KEPT = Duration.ofSeconds(1);

    private final Sandboxes sandboxes;
    private final MeterRegistry registry;
    private Census census = new Census(0, 0, 0, 0, 0);
    private long censusNanos = Long.MIN_VALUE;

    LabMetrics(Sandboxes sandboxes, MeterRegistry registry) {
        this.sandboxes = sandboxes;
        this.registry = registry;
    }

    void register(@Observes StartupEvent event) {
        count("starting", Census::starting);
        count("warm", Census::warm);
        count("claimed", Census::claimed);
        count("ending", Census::ending);
        Gauge.builder("packetwalk.queue", () -> census().waiting())
                .description("Learners who wait for a sandbox")
                .register(registry);
    }

    private void count(String state, ToIntFunction<Census> number) {
        Gauge.builder("packetwalk.sandboxes", () -> number.applyAsInt(census()))
                .tag("state", state)
                .description("Sandboxes of this engine by state")
                .register(registry);
    }

    /** One look at the ledger serves all gauges of a scrape. */
    private synchronized Census census() {
        long now = System.nanoTime();
        if (censusNanos == Long.MIN_VALUE || now - censusNanos > CENSUS_KEPT.toNanos()) {
            try {
                census = sandboxes.census();
                censusNanos = now;
            } catch (RuntimeException e) {
                // The old figures, rather than none of any kind: the database has a health check of its own.
                Log.warn("sandboxes could not be counted", e);
            }
        }
        return census;
    }

    /** Does a claim, and notes how long it took and how it ended. */
    Claim timed(Supplier<Claim> claim) {
        Timer.Sample sample = Timer.start(registry);
        String outcome = "failed";
        try {
            Claim done = claim.get();
            outcome = switch (done) {
                case Claim.Granted granted -> granted.fresh() ? "granted" : "held";
                case Claim.Queued _ -> "queued";
                case Claim.TooMany _ -> "too_many";
            };
            return done;
        } finally {
            sample.stop(Timer.builder("packetwalk.claims")
                    .tag("outcome", outcome)
                    .description("Claims of a sandbox, and how long they took")
                    .publishPercentileHistogram()
                    .register(registry));
        }
    }
}
