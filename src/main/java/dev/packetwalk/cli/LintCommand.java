package dev.packetwalk.cli;

import dev.packetwalk.grading.Evidence;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.lesson.LessonLoader;
import dev.packetwalk.lesson.Loading;
import dev.packetwalk.lesson.Problem;
import dev.packetwalk.lesson.Soundness;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lint LESSON}: everything that can be said about a lesson without a box. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Validate a lesson without a box.",
        footer = {"", "Exit code: 0 sound, 1 problems were found, 2 there is no such lesson."})
public final class LintCommand implements Callable<Integer> {
    @Parameters(paramLabel = "LESSON", description = "A lesson's folder, or its name in the folder of lessons.")
    private String lesson = "";

    @Option(
            names = "--labs",
            paramLabel = "FOLDER",
            defaultValue = "labs",
            description = "The folder of lessons (default: ${DEFAULT-VALUE}).")
    private Path labs = Path.of("labs");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by picocli. */
    public LintCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Path> folder = new LessonFolders(labs).lesson(lesson);
        if (folder.isEmpty()) {
            spec.commandLine().getErr().println("There is no lesson '" + lesson + "' here or in " + labs + ".");
            return 2;
        }
        List<Problem> problems = problems(folder.get());
        problems.forEach(problem -> out.println(folder.get() + "/" + problem));
        out.println(problems.isEmpty() ? lesson + ": sound" : lesson + ": " + count(problems.size()));
        return problems.isEmpty() ? 0 : 1;
    }

    private static String count(int problems) {
        return problems == 1 ? "1 problem" : problems + " problems";
    }

    private static List<Problem> problems(Path folder) {
        return switch (LessonLoader.lesson(folder)) {
            case Loading.Rejected(List<Problem> problems) -> problems;
            case Loading.Loaded(List<Lesson> lessons) -> {
                List<Problem> problems = new ArrayList<>();
                for (Lesson lesson : lessons) {
                    problems.addAll(Soundness.problems(lesson));
                    lesson.all()
                            .forEach(exercise -> passedAlready(lesson, exercise).ifPresent(problems::add));
                }
                yield problems;
            }
        };
    }

    /** An exercise that is passed before anything has been done teaches nothing. */
    private static Optional<Problem> passedAlready(Lesson lesson, Exercise exercise) {
        RulesetSnapshot start =
                new RulesetSnapshot(1, exercise.sandbox().topology().rules(), "");
        return OfflineGrade.grade(exercise, Evidence.of(start)).stream().allMatch(OfflineGrade.Decided::passed)
                        && !Grader.grade(exercise, Evidence.of(start)).results().isEmpty()
                ? Optional.of(new Problem(
                        Soundness.file(lesson, exercise),
                        0,
                        "every check passes before anything has been done",
                        "check for something that is not so at the start"))
                : Optional.empty();
    }
}
