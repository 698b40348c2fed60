package dev.packetwalk.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.packetwalk.sandbox.Lease;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox that the caller has.
 *
 * @param exercises for which it is, as lesson/exercise
 * @param idleEndsAt when it ends unless the learner does something
 * @param hardEndsAt when it ends whatever they do
 */
record SandboxView(String id, List<String> exercises, Instant claimedAt, Instant idleEndsAt, Instant hardEndsAt) {
    static SandboxView of(Lease lease, List<String> exercises) {
        return new SandboxView(
                lease.id().toString(), exercises, lease.claimedAt(), lease.idleEndsAt(), lease.hardEndsAt());
    }

    /**
     * What became of wanting a sandbox.
     *
     * @param state granted or queued
     * @param fresh whether it was handed over just now
     * @param sandbox if it was granted
     * @param attempt the id of the attempt that is made in it
     * @param position in the queue, 1 for the one who is next
     * @param length of the queue
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClaimView(
            @Schema(enumeration = {"granted", "queued"}) String state,
            @Nullable Boolean fresh,
            @Nullable SandboxView sandbox,
            @Nullable Long attempt,
            @Nullable Integer position,
            @Nullable Integer length) {}
}
