package dev.packetwalk.web.privacy;

import dev.packetwalk.progress.privacy.KeptThing;
import dev.packetwalk.progress.privacy.Retention;
import dev.packetwalk.progress.privacy.RetentionPeriods;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;

/**
 * Has what is old deleted once a day, from a quiet hour on. A server that did not run at that hour does it soon after its start, so a
 * lab that is switched off at night keeps nothing for longer either.
 */
@Singleton
public class RetentionJob {
    private final Retention retention;
    private final RetentionSettings settings;
    private final MeterRegistry metrics;
    private volatile Instant last = Instant.EPOCH;

    RetentionJob(Retention retention, RetentionSettings settings, MeterRegistry metrics) {
        this.retention = retention;
        this.settings = settings;
        this.metrics = metrics;
        Gauge.builder("packetwalk.retention.last", () -> last.getEpochSecond())
                .description("When this server last deleted what is old, in seconds since 1970; 0 if it has not")
                .register(metrics);
    }

    @Scheduled(every = "15m", delayed = "2m")
    @RunOnVirtualThread
    void look() {
        run(ZonedDateTime.now(ZoneId.systemDefault()));
    }

    Retention.Run run(ZonedDateTime now) {
        Retention.Run run = retention.runUnlessSince(due(now, settings.hour()).toInstant());
        if (run instanceof Retention.Run.Done done) {
            last = now.toInstant();
            done.deleted().forEach(this::report);
            if (!done.complete()) {
                Log.warn("retention: not everything that is old is deleted yet; the rest is for tomorrow's run");
            }
        }
        return run;
    }

    /** When it was due last: today from the quiet hour on, before that yesterday. */
    static ZonedDateTime due(ZonedDateTime now, int hour) {
        ZonedDateTime today = now.toLocalDate().atTime(hour, 0).atZone(now.getZone());
        return today.isAfter(now) ? today.minusDays(1) : today;
    }

    private void report(KeptThing thing, int rows) {
        String name = thing.name().toLowerCase(Locale.ROOT);
        metrics.counter("packetwalk.retention.deleted", "thing", name).increment(rows);
        if (rows > 0) {
            Log.infof("retention: %d of %s were too old, and are deleted", rows, name);
        }
    }

    @Produces
    @Singleton
    static RetentionPeriods periods(RetentionSettings settings) {
        return settings.periods();
    }
}
