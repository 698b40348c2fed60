package dev.packetwalk.sandbox;

import java.time.Instant;
import java.util.UUID;

/**
 * That a learner's sandbox ended, and why. Kept for a day, so that a page opened later can say so.
 *
 * @param sequence grows with each ending
 * @param id the sandbox that is no more
 * @param learner whose it was
 * @param name what they had it for
 * @param reason why it ended
 * @param detail more about the reason, for the learner; may be empty
 * @param at when it was decided
 */
public record Ending(long sequence, SandboxId id, UUID learner, String name, Reason reason, String detail, Instant at) {
    /** Why a sandbox ends. */
    public enum Reason {
        /** Nobody used it for the idle limit. */
        IDLE,
        /** It reached the hard limit. */
        HARD_LIMIT,
        /** The learner gave it back. */
        RELEASED,
        /** The learner asked for a pristine one in its place. */
        RESET,
        /** It stopped by itself, or was removed by someone else. */
        BROKEN,
        /** It used more of the machine than one sandbox may; the detail says of what. */
        OVERUSE,
        /** It could not be started, or the server was stopped while it started. */
        NOT_STARTED,
        /** Nobody had claimed it yet, and its room was needed for another or its images were replaced. */
        UNCLAIMED
    }
}
