package dev.packetwalk.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a lesson should have although it can be used without: proof enough of its checks, hints in steps, checks that can pass. */
public final class Soundness {
    private static final int FEWEST_MUTANTS = 4;
    private static final int FEWEST_WAYS = 3;
    private static final int FEWEST_HINTS = 3;

    private Soundness() {}

    /** The file of an exercise or a variant, as problems name it. */
    public static String file(Lesson lesson, Exercise exercise) {
        Exercise main = lesson.exercises().stream()
                .filter(e ->
                        e.variants().stream().anyMatch(variant -> variant.id().equals(exercise.id())))
                .findFirst()
                .orElse(exercise);
        String folder = "%02d-%s".formatted(main.number(), main.id());
        return main.id().equals(exercise.id())
                ? folder + "/exercise.md"
                : folder + "/variants/" + exercise.id().substring(main.id().length() + 1) + "/exercise.md";
    }

    /** Everything that is missing, exercise by exercise. */
    public static List<Problem> problems(Lesson lesson) {
        return lesson.all()
                .flatMap(exercise -> problems(exercise, file(lesson, exercise)).stream())
                .toList();
    }

    private static List<Problem> problems(Exercise exercise, String file) {
        List<Problem> problems = new ArrayList<>();
        if (exercise.hints().size() < FEWEST_HINTS) {
            add(
                    problems,
                    file,
                    exercise.hints().size() + " hints",
                    "give at least 3, from a nudge to nearly the answer");
        }
        if (exercise.graded()) {
            Proof proof = exercise.proof();
            if (proof.mutants().size() < FEWEST_MUTANTS) {
                add(problems, file, proof.mutants().size() + " mutants", "add plausible mistakes until there are 4");
            }
            if (proof.ways().size() < FEWEST_WAYS) {
                add(problems, file, proof.ways().size() + " other right ways", "add some until there are 3");
            }
            contradictions(exercise, file, problems);
        }
        return problems;
    }

    /** Checks that ask for opposites of the same packets: one of them can never be reached. */
    private static void contradictions(Exercise exercise, String file, List<Problem> problems) {
        List<Check> checks = exercise.checks();
        for (int i = 0; i < checks.size(); i++) {
            for (int j = i + 1; j < checks.size(); j++) {
                Check one = checks.get(i);
                Check other = checks.get(j);
                if (let(one).anyMatch(stopped(other)::contains) || let(other).anyMatch(stopped(one)::contains)) {
                    add(
                            problems,
                            file,
                            "checks '" + one.id() + "' and '" + other.id() + "' can never pass together",
                            "one wants packets let through that the other wants stopped");
                }
            }
        }
    }

    private static Stream<Packets> let(Check check) {
        return switch (check) {
            case Check.Verdict verdict ->
                verdict.ending() == Check.Ending.ACCEPTED ? verdict.packets().stream() : Stream.empty();
            case Check.Order order -> order.accepted().stream();
            case Check.Overruled _,
                    Check.Probed _,
                    Check.Flowed _,
                    Check.Asked _,
                    Check.Saved _,
                    Check.Sequence _,
                    Check.Restored _ -> Stream.empty();
        };
    }

    private static Set<Packets> stopped(Check check) {
        return check instanceof Check.Verdict verdict && verdict.ending() != Check.Ending.ACCEPTED
                ? Set.copyOf(verdict.packets())
                : Set.of();
    }

    private static void add(List<Problem> problems, String file, String message, String remedy) {
        problems.add(new Problem(file, 0, message, remedy));
    }
}
