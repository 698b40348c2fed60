package dev.packetwalk.web;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** Keeps answers from being guessed by trying them all: ten at once, and one every two seconds after that. */
@Singleton
public final class AnswerLimit {
    private final Allowance allowance;

    @Inject
    AnswerLimit() {
        this(InstantSource.system());
    }

    AnswerLimit(InstantSource clock) {
        allowance = new Allowance(10, Duration.ofSeconds(2), clock);
    }

    /** Counts one more answer of a learner's, and says whether it is still within the limit. */
    boolean allows(UUID learner) {
        return allowance.allows(learner);
    }
}
