package dev.packetwalk.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.TaughtClass;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A class.
 *
 * @param code what learners type to join it
 * @param idleMinutes how long a learner's machine lives after their last key; not there for the lab's own limit
 * @param hardMinutes how long a learner's machine lives at most; not there for the lab's own limit
 * @param reserved how many sandboxes are kept warm around its start
 * @param rosterOnly whether nobody may join but those on its roster
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClassView(
        UUID id,
        String name,
        String code,
        String lesson,

        @Schema(enumeration = {"planned", "open", "over", "closed"})
        String phase,

        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        int capacity,
        @Nullable Integer idleMinutes,
        @Nullable Integer hardMinutes,
        int reserved,
        boolean rosterOnly,
        @Nullable Instant closedAt,
        Instant madeAt) {
    static ClassView of(TaughtClass taught, Instant now) {
        ClassPlan plan = taught.plan();
        return new ClassView(
                taught.id(),
                plan.name(),
                plan.code().value(),
                plan.lesson(),
                GradeView.word(taught.phase(now)),
                plan.startsAt(),
                plan.endsAt(),
                plan.capacity(),
                minutes(plan.idleLimit()),
                minutes(plan.hardLimit()),
                plan.reserved(),
                plan.rosterOnly(),
                taught.closedAt(),
                taught.madeAt());
    }

    private static @Nullable Integer minutes(@Nullable Duration limit) {
        return limit == null ? null : Math.toIntExact(limit.toMinutes());
    }
}
