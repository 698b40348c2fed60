package dev.packetwalk.recall;

/**
 * What follows from one answer.
 *
 * @param memory as it is now
 * @param pause until it should be asked again
 */
public record Outcome(Memory memory, Pause pause) {}
