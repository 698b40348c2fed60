package dev.packetwalk.progress;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who learns.
 *
 * @param id known to the server only; it grants nothing
 * @param name as they wrote it: hostile text
 * @param className the name of the class that they joined last; {@code null} if they are in none
 * @param joinedAt when they joined
 */
public record Learner(UUID id, String name, @Nullable String className, Instant joinedAt) {}
