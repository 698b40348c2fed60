package dev.packetwalk.lesson;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shell scripts which show that an exercise's checks tell right from wrong. Each is typed into a box as a learner would.
 *
 * @param solution the way the lesson would do it; null while the exercise is not graded
 * @param ways other right ways
 * @param mutants plausible mistakes
 */
public record Proof(@Nullable Script solution, List<Script> ways, List<Mutant> mutants) {
    /** What an exercise has that brings no scripts. */
    public static final Proof NONE = new Proof(null, List.of(), List.of());

    public Proof {
        ways = List.copyOf(ways);
        mutants = List.copyOf(mutants);
    }

    /**
     * A script that leads to a passed exercise.
     *
     * @param name its file's name without {@code .sh}
     * @param text all of it
     */
    public record Script(String name, String text) {}

    /**
     * A script that must not lead to a passed exercise.
     *
     * @param name its file's name without {@code .sh}
     * @param fails the id of a check that it must fail, from its line {@code # fails: <check>}
     * @param text all of it
     */
    public record Mutant(String name, String fails, String text) {}
}
