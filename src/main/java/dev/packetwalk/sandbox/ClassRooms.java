package dev.packetwalk.sandbox;

/**
 * What is kept for a class at this moment, all engines together.
 *
 * @param reserved how many sandboxes are to be kept for it, those that its learners hold included
 * @param ready how many of them are warm and wait for a learner
 * @param held how many of them its learners hold
 */
public record ClassRooms(int reserved, int ready, int held) {}
