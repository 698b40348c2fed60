package dev.packetwalk.lab;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.lesson.LessonLoader;
import dev.packetwalk.lesson.Loading;
import dev.packetwalk.lesson.Proof;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code ./packetwalk solve [LESSON[/EXERCISE]]}: types every solution, every other right way and every mutant into a real box,
 * through the terminals of a lab of its own, and tells whether the checks said what they should.
 */
public final class Solve {
    /** Most of the time a script waits: for packages, for a restore, for a packet that nobody answers. */
    private static final int AT_ONCE = 10;

    private Solve() {}

    public static void main(String... arguments) throws Exception {
        if (arguments.length > 1) {
            System.err.println("solve takes LESSON, LESSON/EXERCISE or nothing.");
            System.exit(2);
        }
        List<SolvedScript.Plan> plans = plans(arguments.length == 0 ? "" : arguments[0]);
        if (plans.isEmpty()) {
            System.err.println("There is no graded exercise '" + arguments[0] + "'.");
            System.exit(2);
        }
        List<SolvedScript> done = solve(plans, System.out);
        long wrong = done.stream().filter(script -> !script.asItShould()).count();
        System.out.printf("%n%d scripts, %d of them not as they should be%n", done.size(), wrong);
        System.exit(wrong == 0 ? 0 : 1);
    }

    /** What is to be typed for a lesson, for one exercise of it ({@code lesson/exercise}), or for all of them (empty). */
    static List<SolvedScript.Plan> plans(String wanted) {
        List<SolvedScript.Plan> plans = new ArrayList<>();
        for (Lesson lesson : lessons()) {
            lesson.all()
                    .filter(Exercise::graded)
                    .filter(exercise -> List.of("", lesson.id(), lesson.id() + "/" + exercise.id())
                            .contains(wanted))
                    .forEach(exercise -> plans.addAll(plans(lesson, exercise)));
        }
        return plans;
    }

    private static List<SolvedScript.Plan> plans(Lesson lesson, Exercise exercise) {
        Proof proof = exercise.proof();
        List<SolvedScript.Plan> plans = new ArrayList<>();
        plans.add(new SolvedScript.Plan(lesson, exercise, SolvedScript.Kind.NOTHING, "as it comes"));
        if (proof.solution() != null) {
            plans.add(new SolvedScript.Plan(
                    lesson,
                    exercise,
                    SolvedScript.Kind.SOLUTION,
                    proof.solution().name()));
        }
        proof.ways()
                .forEach(way -> plans.add(new SolvedScript.Plan(lesson, exercise, SolvedScript.Kind.WAY, way.name())));
        proof.mutants()
                .forEach(mutant ->
                        plans.add(new SolvedScript.Plan(lesson, exercise, SolvedScript.Kind.MUTANT, mutant.name())));
        return plans;
    }

    private static List<Lesson> lessons() {
        return switch (LessonLoader.all(Path.of("labs"))) {
            case Loading.Loaded loaded -> loaded.lessons();
            case Loading.Rejected rejected ->
                throw new IllegalStateException(rejected.problems().toString());
        };
    }

    /**
     * Types all of them, some beside each other, and prints a line for each as it is done. The last exercises begin: theirs have
     * scripts that wait for more than a minute, and nothing would be beside those if they came last.
     */
    static List<SolvedScript> solve(List<SolvedScript.Plan> plans, PrintStream out) throws Exception {
        List<SolvedScript> done = new ArrayList<>();
        try (RunningLab lab = RunningLab.start(
                        "solve",
                        Map.of("PACKETWALK_SANDBOXES_WARM", "1", "PACKETWALK_SANDBOXES_MAXIMUM", "" + 3 * AT_ONCE));
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<SolvedScript>> running = plans.reversed().stream()
                    .map(plan -> threads.submit(() -> SolvedScript.of(plan, lab)))
                    .toList();
            for (Future<SolvedScript> script : running) {
                SolvedScript result = script.get();
                out.println(result.line());
                done.add(result);
            }
        }
        return done;
    }

    /** The script of a plan in the edition of one learner; empty for nothing at all. */
    static Optional<List<String>> entries(Exercise edition, SolvedScript.Plan plan) {
        Proof proof = edition.proof();
        return switch (plan.kind()) {
            case NOTHING -> Optional.empty();
            case SOLUTION -> Optional.ofNullable(proof.solution()).map(Proof.Script::entries);
            case WAY ->
                proof.ways().stream()
                        .filter(way -> way.name().equals(plan.script()))
                        .findFirst()
                        .map(Proof.Script::entries);
            case MUTANT ->
                proof.mutants().stream()
                        .filter(mutant -> mutant.name().equals(plan.script()))
                        .findFirst()
                        .map(Proof.Mutant::entries);
        };
    }
}
