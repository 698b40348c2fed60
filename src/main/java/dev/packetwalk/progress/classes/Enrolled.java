package dev.packetwalk.progress.classes;

import java.time.Instant;
import java.util.UUID;

/**
 * A learner in a class, as its instructors see them.
 *
 * @param learner their id
 * @param name what they are called: hostile text
 * @param reference what the school calls them, by the roster; empty if they are not on it
 * @param enrolledAt when they joined
 * @param consent what they let instructors do
 */
public record Enrolled(UUID learner, String name, String reference, Instant enrolledAt, Consent consent) {}
