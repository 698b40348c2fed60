package dev.packetwalk.grading;

import dev.packetwalk.lesson.Exercise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What is observed in all journals and rulesets that the tests know. */
public final class Observed {
    private static final Path JOURNALS = Path.of("src/test/resources/grading/journals");
    private static final Path RULESETS = Path.of("src/test/resources/grading/minimal-firewall");

    private Observed() {}

    /** Every reason, of steps too, each once, in the order of the files. */
    public static List<Reason> reasons() throws IOException {
        List<Grade> grades = new ArrayList<>();
        for (Path folder : files(JOURNALS)) {
            Path common = folder.resolve("common.parts");
            String shared = Files.exists(common) ? Files.readString(common) : "";
            Exercise exercise = Labs.exercise(folder.getFileName().toString()).forLearner(0);
            for (Path journal : files(folder)) {
                if (journal.toString().endsWith(".journal")) {
                    grades.add(Grader.grade(exercise, Story.evidence(exercise, 0, shared, Files.readString(journal))));
                }
            }
        }
        for (Path ruleset : files(RULESETS)) {
            String[] parts = Files.readString(ruleset).split("(?m)^-- nft --\n", 2);
            grades.add(MinimalFirewall.grade(parts[0], parts.length > 1 ? parts[1] : ""));
        }
        return grades.stream()
                .flatMap(grade -> grade.results().stream())
                .flatMap(result -> Stream.concat(
                        Stream.of(result.reason()),
                        result.steps().stream()
                                .map(CheckResult.StepResult::reason)
                                .filter(Objects::nonNull)))
                .distinct()
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
