package dev.packetwalk.recall;

/** Where something stands that has been asked at least once. */
public enum Phase {
    /** Asked a few times in minutes, until it holds for a day. */
    LEARNING,
    /** Holds for days. */
    REVIEW,
    /** Was forgotten, and is learned again in minutes. */
    RELEARNING
}
