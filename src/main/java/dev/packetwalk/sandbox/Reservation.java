package dev.packetwalk.sandbox;

import java.time.Instant;
import java.util.UUID;

/**
 * Sandboxes that are kept for the learners of a class: nobody else gets them, and its learners need not queue for them.
 *
 * @param classId the class
 * @param topology what they are made with
 * @param size how many, those that the class's learners hold by then included; at least 1
 * @param until when they go back to everybody
 */
public record Reservation(UUID classId, Topology topology, int size, Instant until) {
    /**
     * @throws IllegalArgumentException if the size is less than 1
     */
    public Reservation {
        if (size < 1) {
            throw new IllegalArgumentException("a reservation is of one sandbox at least, not of " + size);
        }
    }
}
