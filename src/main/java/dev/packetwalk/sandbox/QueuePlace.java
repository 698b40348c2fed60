package dev.packetwalk.sandbox;

import java.util.UUID;

/**
 * A learner's place in the queue.
 *
 * @param learner who waits
 * @param name what for, as in {@link Lease#name()}
 * @param position 1 for the one who is next
 * @param length how many wait for the same engine
 * @param movedUp whether an instructor moved them up
 */
public record QueuePlace(UUID learner, String name, int position, int length, boolean movedUp) {}
