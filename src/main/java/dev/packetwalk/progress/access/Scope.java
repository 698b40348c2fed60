package dev.packetwalk.progress.access;

import dev.packetwalk.progress.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a token can be good for. None gives its owner more than they may anyway. */
public enum Scope {
    /** What lessons and exercises there are. */
    LESSONS_READ("lessons:read", true),
    /** Classes, who is in them, and their gradebooks. */
    CLASSES_READ("classes:read", false),
    /** Making and changing classes, enrolling, and grading a class again. */
    CLASSES_WRITE("classes:write", false),
    /** Attempts and their grades. */
    ATTEMPTS_READ("attempts:read", true),
    /** All that an attempt was graded on. */
    EVIDENCE_READ("evidence:read", true),
    /** Grading an attempt now. */
    CHECKS_RUN("checks:run", true),
    /** Having, and giving back, a sandbox of one's own. */
    SANDBOXES_CLAIM("sandboxes:claim", true);

    private final String word;
    private final boolean everybodys;

    Scope(String word, boolean everybodys) {
        this.word = word;
        this.everybodys = everybodys;
    }

    /** As it is written in the database and in the API: {@code classes:read}. */
    public String word() {
        return word;
    }

    /** Whether nothing is changed by it. */
    public boolean reads() {
        return word.endsWith(":read");
    }

    /** Reads {@link #word}; empty if it is no scope's, such as one that an older version knew. */
    public static Optional<Scope> of(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
    }

    /** What somebody may, being this. Learners see their own; whose classes somebody else sees is written in the classes. */
    public static Set<Scope> of(Role role) {
        EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : values()) {
            boolean has = switch (role) {
                case LEARNER -> scope.everybodys;
                case GRADER -> scope.everybodys || scope == CLASSES_READ;
                case INSTRUCTOR, ADMINISTRATOR -> true;
            };
            if (has) {
                scopes.add(scope);
            }
        }
        return scopes;
    }
}
