package dev.packetwalk.progress;

import java.time.Instant;

/**
 * Something that was done by somebody in charge.
 *
 * @param id larger for what came later
 * @param actor what the person was called then: hostile text; empty for the server itself
 * @param action the word of an {@link AuditAction}, or of one that an older version knew
 * @param subject to whom or what: a login, a name, the code of a class; hostile text
 * @param detail more about it; may be empty; hostile text
 */
public record AuditEntry(long id, Instant at, String actor, String action, String subject, String detail) {}
