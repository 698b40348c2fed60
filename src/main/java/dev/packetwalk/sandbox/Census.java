package dev.packetwalk.sandbox;

/**
 * How many sandboxes of this engine there are, by state.
 *
 * @param starting being made
 * @param warm ready, and nobody's
 * @param claimed a learner's
 * @param ending being removed
 * @param waiting learners in the queue
 */
public record Census(int starting, int warm, int claimed, int ending, int waiting) {}
