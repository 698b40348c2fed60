package dev.packetwalk.web.api;

/** What {@code @RolesAllowed} names in this room: the words of {@link dev.packetwalk.progress.access.Scope}. */
final class Scopes {
    static final String LESSONS_READ = "lessons:read";
    static final String CLASSES_READ = "classes:read";
    static final String CLASSES_WRITE = "classes:write";
    static final String ATTEMPTS_READ = "attempts:read";
    static final String EVIDENCE_READ = "evidence:read";
    static final String CHECKS_RUN = "checks:run";
    static final String SANDBOXES_CLAIM = "sandboxes:claim";

    private Scopes() {}
}
