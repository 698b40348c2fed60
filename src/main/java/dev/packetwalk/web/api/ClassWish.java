package dev.packetwalk.web.api;

import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.web.words.ApiWords;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a class is to be.
 *
 * @param code what learners type to join it; without one, a new class gets a random one, and another keeps its own
 * @param startsAt when it begins; without it, it is always on
 * @param endsAt when it is over; without it, it never is
 */
@Schema(description = "How a class is to be. What is left out is as in a new class.")
record ClassWish(
        @Schema(minLength = 1, maxLength = ClassPlan.LONGEST_NAME, examples = "Networks, Tuesday") @Nullable
        String name,

        @Schema(pattern = "[A-Za-z0-9-]{3,32}", examples = "NET-TUE") @Nullable
        String code,

        @Schema(examples = "iptables-following-a-packet") @Nullable
        String lesson,

        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Schema(minimum = "1", maximum = "1000") @Nullable Integer capacity,
        @Schema(minimum = "5", maximum = "600") @Nullable Integer idleMinutes,
        @Schema(minimum = "15", maximum = "1440") @Nullable Integer hardMinutes,
        @Schema(minimum = "0", maximum = "1000") @Nullable Integer reserved,
        @Nullable Boolean rosterOnly) {
    /**
     * The plan of it.
     *
     * @param otherwise the code if none is wished
     * @throws ProblemException if something is out of its bounds
     */
    ClassPlan plan(Supplier<ClassCode> otherwise) {
        ClassCode wished = code == null
                ? otherwise.get()
                : ClassCode.parse(code)
                        .orElseThrow(() -> new ProblemException(ProblemKind.BAD_REQUEST, ApiWords::badCode));
        try {
            return new ClassPlan(
                    name == null ? "" : name.strip(),
                    wished,
                    lesson == null ? "" : lesson,
                    startsAt,
                    endsAt,
                    capacity == null ? ClassPlan.USUAL_CAPACITY : capacity,
                    idleMinutes == null ? null : Duration.ofMinutes(idleMinutes),
                    hardMinutes == null ? null : Duration.ofMinutes(hardMinutes),
                    reserved == null ? 0 : reserved,
                    rosterOnly != null && rosterOnly);
        } catch (IllegalArgumentException _) {
            throw new ProblemException(ProblemKind.BAD_REQUEST, ApiWords::badClass);
        }
    }
}
