package dev.packetwalk.web;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Keeps one learner from having machines made without end: starting one and starting over count, twelve at once, and one every
 * fifteen seconds after that.
 */
@Singleton
public final class ClaimLimit {
    private final Allowance allowance;

    @Inject
    ClaimLimit() {
        this(InstantSource.system());
    }

    ClaimLimit(InstantSource clock) {
        allowance = new Allowance(12, Duration.ofSeconds(15), clock);
    }

    /** Whether one more machine of a learner's would be within the limit; counts nothing. */
    public boolean hasRoom(UUID learner) {
        return allowance.hasRoom(learner);
    }

    /** Counts one more machine of a learner's, and says whether it is still within the limit. */
    public boolean allows(UUID learner) {
        return allowance.allows(learner);
    }
}
