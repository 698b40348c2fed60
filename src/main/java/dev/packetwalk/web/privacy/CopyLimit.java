package dev.packetwalk.web.privacy;

import dev.packetwalk.web.Allowance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Keeps one learner from asking for copies without end, three at once and one every ten minutes after that, and the server from making many at a time. */
@Singleton
final class CopyLimit {
    private static final int MOST_AT_A_TIME = 2;

    private final Allowance allowance;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

    @Inject
    CopyLimit() {
        this(InstantSource.system());
    }

    CopyLimit(InstantSource clock) {
        allowance = new Allowance(3, Duration.ofMinutes(10), clock);
    }

    /** Counts one more copy of a learner's, and says whether it is still within the limit. */
    boolean allows(UUID learner) {
        return allowance.allows(learner);
    }

    /** Whether there is room to make one now; who gets it leaves it again. */
    boolean enter() {
        return places.tryAcquire();
    }

    void leave() {
        places.release();
    }
}
