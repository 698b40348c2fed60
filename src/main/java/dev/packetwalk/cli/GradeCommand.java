package dev.packetwalk.cli;

import dev.packetwalk.cli.OfflineGrade.Decided;
import dev.packetwalk.cli.OfflineGrade.Outcome;
import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.grading.Wording;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.lesson.LessonLoader;
import dev.packetwalk.lesson.Loading;
import dev.packetwalk.lesson.Problem;
import dev.packetwalk.progress.EvidenceBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code grade LESSON/EXERCISE}: grades evidence from files. */
@Command(
        name = "grade",
        mixinStandardHelpOptions = true,
        description = "Grade evidence from files, without a box.",
        footer = {
            "",
            "A check that needs evidence that was not given is not decided, and says what it needs.",
            "A bundle is graded whole, and compared with the grade that it holds.",
            "Exit code: 0 all that could be decided passed, 1 something failed, nothing could be decided, or a bundle's"
                    + " grade came out differently, 2 bad input, such as a bundle that was altered."
        })
public final class GradeCommand implements Callable<Integer> {
    private static final int BAD_INPUT = 2;

    @Parameters(paramLabel = "LESSON/EXERCISE", description = "Such as labs/iptables-following-a-packet/rule-order.")
    private String exercise = "";

    @Option(names = "--ruleset", paramLabel = "FILE", description = "What iptables-save or nft list ruleset printed.")
    private @Nullable Path ruleset;

    @Option(names = "--conntrack", paramLabel = "FILE", description = "What conntrack -L printed.")
    private @Nullable Path conntrack;

    @Option(names = "--journal", paramLabel = "FILE", description = "A journal: one entry a line, as JSON.")
    private @Nullable Path journal;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "Answers as JSON: {\"<check>\": {\"<question>\": \"<answer>\"}}.")
    private @Nullable Path answers;

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = "All of an attempt's evidence, as the lab exports it; instead of the four above.")
    private @Nullable Path bundle;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.text;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            defaultValue = "en",
            description = "The language of reasons, such as zh-CN (default: ${DEFAULT-VALUE}).")
    private String language = "en";

    @Option(names = "--strict", description = "A check that is not decided counts as failed.")
    private boolean strict;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "The learner's seed, for exercises with parameters (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--labs",
            paramLabel = "FOLDER",
            defaultValue = "${env:PACKETWALK_LABS:-labs}",
            description = "The folder of lessons (default: ${DEFAULT-VALUE}).")
    private Path labs = Path.of("labs");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** How the result is printed. */
    @SuppressWarnings("MemberName") // As they are typed.
    enum Format {
        text,
        json,
        junit,
        tap
    }

    /** Made by picocli. */
    public GradeCommand() {}

    @Override
    public Integer call() {
        EvidenceFiles files = new EvidenceFiles(ruleset, conntrack, journal, answers);
        if (Wording.find(language).isEmpty()) {
            return bad("reasons are not given in '" + language + "'");
        }
        if (files.none() == (bundle == null)) {
            return bad(
                    bundle == null
                            ? "no evidence: give at least one of --ruleset, --conntrack, --journal, --answers, or a --bundle"
                            : "a --bundle holds all evidence: leave the other files out");
        }
        Optional<LessonFolders.Place> place = new LessonFolders(labs).exercise(exercise);
        if (place.isEmpty()) {
            return bad("there is no lesson for '" + exercise + "' here or in " + labs
                    + ": give LESSON/EXERCISE, and the folder of lessons with --labs");
        }
        return switch (LessonLoader.lesson(place.get().lesson())) {
            case Loading.Rejected(List<Problem> problems) -> bad("the lesson is not sound: " + problems.getFirst());
            case Loading.Loaded(List<Lesson> lessons) ->
                lessons.getFirst()
                        .exercise(place.get().exercise())
                        .map(found -> grade(lessons.getFirst(), found, files))
                        .orElseGet(() ->
                                bad("there is no exercise '" + place.get().exercise() + "' in the lesson, which has "
                                        + lessons.getFirst()
                                                .all()
                                                .filter(Exercise::graded)
                                                .map(Exercise::id)
                                                .collect(Collectors.joining(", "))));
        };
    }

    private int grade(Lesson lesson, Exercise found, EvidenceFiles files) {
        try {
            if (bundle != null) {
                return grade(found, new BundleFile(bundle).read(lesson, found));
            }
            Exercise graded = found.forLearner(seed);
            return report(graded, OfflineGrade.grade(graded, files.read(graded.id())), List.of(), true);
        } catch (EvidenceFiles.BadInput e) {
            return bad(String.valueOf(e.getMessage()));
        }
    }

    private int grade(Exercise found, EvidenceBundle evidence) {
        Exercise graded = found.forLearner(Exercise.seed(evidence.learner()));
        List<CheckResult> results = Grader.grade(graded, evidence.evidence()).results();
        List<EvidenceBundle.Disagreement> disagreements = evidence.disagreements(results);
        return report(
                graded,
                OfflineGrade.ofWhole(results),
                BundleFile.notes(evidence, graded, disagreements),
                disagreements.isEmpty());
    }

    private int report(Exercise graded, List<Decided> decided, List<String> notes, boolean agreed) {
        boolean passed = agreed && passed(decided);
        GradeReport report = new GradeReport(graded.id(), decided, passed, strict, notes, wording());
        spec.commandLine()
                .getOut()
                .print(
                        switch (format) {
                            case text -> report.text();
                            case json -> report.json();
                            case junit -> report.junit();
                            case tap -> report.tap();
                        });
        spec.commandLine().getOut().flush();
        return passed ? 0 : 1;
    }

    private Wording wording() {
        return Wording.find(language).orElse(Wording.ENGLISH);
    }

    private boolean passed(List<Decided> decided) {
        return decided.stream().anyMatch(Decided::passed)
                && decided.stream()
                        .noneMatch(
                                d -> d.outcome() == Outcome.FAILED || (strict && d.outcome() == Outcome.NOT_DECIDED));
    }

    private int bad(String why) {
        spec.commandLine().getErr().println("packetwalk grade: " + why);
        spec.commandLine().getErr().flush();
        return BAD_INPUT;
    }
}
