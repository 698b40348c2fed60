package dev.packetwalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.lesson.LessonLoader;
import dev.packetwalk.lesson.Loading;
import dev.packetwalk.progress.EvidenceBundle;
import dev.packetwalk.progress.EvidenceBundles;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.progress.RecordedGrade;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle of evidence is graded again to what it says, or it is said what is wrong with it. */
class GradeBundleTest {
    private static final Lesson LESSON = lesson();
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID ADA = UUID.fromString("2f1c9d0e-7a55-4c3b-9a52-1f6c0a4d7e11");
    private static final String ORDER = "rule-order";
    private static final String READ = "interpret-rules-without-docker";
    private static final String RULES = """
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A INPUT -j DROP
            COMMIT
            """;

    @TempDir
    Path folder;

    @Test
    void what_failed_fails_again_and_the_bundle_is_said_to_be_right() throws IOException {
        Tool ran = grade(ORDER, write(graded(bundle(ORDER))));

        assertThat(ran.status()).as(ran.toString()).isEqualTo(1);
        assertThat(ran.out())
                .contains("The bundle is whole, and its grade of 2026-03-01T12:00:09Z comes out the same.")
                .doesNotContain("Graded differently", "another version")
                .endsWith("not passed\n");
    }

    @Test
    void what_passed_passes_again_in_every_format() throws IOException {
        EvidenceBundle passed = graded(answered());
        assertThat(passed.grade()).isNotNull();
        assertThat(passed.grade().passed()).as("%s", passed.grade()).isTrue();
        Path file = write(passed);

        for (String format : List.of("text", "json", "junit", "tap")) {
            Tool ran = grade(READ, file, "--strict", "--format", format);
            assertThat(ran.status()).as(ran.toString()).isZero();
            assertThat(ran.out()).contains("comes out the same");
        }
    }

    @Test
    void a_grade_that_comes_out_differently_is_named_check_by_check() throws IOException {
        EvidenceBundle graded = graded(bundle(ORDER));
        EvidenceBundle claimed = with(graded, ADA, all(graded, CheckResult.State.PASSED), graded.versions());

        Tool ran = grade(ORDER, write(claimed), "--format", "json");

        assertThat(ran.status()).isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.get("passed").asBoolean()).isFalse();
        assertThat(report.get("notes").toString())
                .contains("Graded differently: three-states passed in the bundle, and failed here.");
    }

    @Test
    void what_passes_here_but_did_not_there_is_not_passed() throws IOException {
        EvidenceBundle graded = graded(answered());
        EvidenceBundle claimed = with(graded, ADA, all(graded, CheckResult.State.FAILED), graded.versions());

        Tool ran = grade(READ, write(claimed));

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("failed in the bundle, and passed here").endsWith("not passed\n");
    }

    @Test
    void another_version_of_the_exercise_is_said_to_be_one() throws IOException {
        EvidenceBundle graded = graded(bundle(ORDER));
        EvidenceBundle older =
                with(graded, ADA, graded.grade(), Map.of(EvidenceBundle.EXERCISE_VERSION, "0123456789abcdef"));

        assertThat(grade(ORDER, write(older)).out())
                .contains("another version of the exercise (0123456789abcdef, here "
                        + exercise(ORDER).version());
    }

    @Test
    void a_learner_is_graded_on_what_was_drawn_for_them() throws IOException {
        EvidenceBundle mine = graded(answered());
        EvidenceBundle theirs = with(mine, new UUID(0, 1), mine.grade(), mine.versions());

        assertThat(grade(READ, write(mine)).status()).isZero();
        // The same rules and the same answers, but they were asked about another port.
        assertThat(grade(READ, write(theirs)).out()).contains("Graded differently: implied");
    }

    @Test
    void what_is_altered_cut_off_foreign_or_too_much_is_refused_with_the_place_and_what_to_do() throws IOException {
        String whole = EvidenceBundles.write(graded(bundle(ORDER)));
        Path file = write(graded(bundle(ORDER)));
        Map<String, String> refused = Map.of(
                whole.replace("-j DROP", "-j ACCEPT"),
                "bundle: was altered: it is not what sha256 says; export it again",
                whole.replace("packetwalk-evidence 1", "packetwalk-evidence 9"),
                "format: this is no bundle of evidence",
                whole.substring(0, whole.length() / 2),
                "line ",
                "[".repeat(5_000),
                "nesting",
                "",
                "format: this is no bundle");

        for (Map.Entry<String, String> each : refused.entrySet()) {
            String message = each.getValue();
            Tool ran = grade(ORDER, Files.writeString(folder.resolve("refused"), each.getKey()));
            assertThat(ran.status()).as(message).isEqualTo(2);
            assertThat(ran.err()).contains("refused").contains(message);
            assertThat(ran.out()).isEmpty();
        }
        assertThat(grade("minimal-firewall", file).err())
                .contains("bundle.exercise: it is of iptables-following-a-packet/rule-order, not of");
        assertThat(grade(ORDER, Path.of("/dev/zero")).err()).contains("longer than a bundle can be");
        assertThat(grade(ORDER, folder.resolve("nothing")).err()).contains("cannot be read");
        assertThat(grade(ORDER, file, "--ruleset", file.toString()).err()).contains("leave the other files out");
    }

    private static Tool grade(String exercise, Path bundle, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("grade", LESSON.id() + "/" + exercise, "--bundle", bundle.toString()));
        arguments.addAll(List.of(options));
        return Tool.run(arguments.toArray(String[]::new));
    }

    private static EvidenceBundle bundle(String exercise) {
        List<JournalEntry> journal = List.of(
                entry(1, new JournalEvent.RulesetBecame(snapshot(RULES), "iptables")),
                entry(
                        2,
                        new JournalEvent.RulesetBecame(
                                snapshot(RULES.replace("-A INPUT -i lo", "-A INPUT -j DROP\n-A INPUT -i lo")),
                                "iptables")));
        return bundle(exercise, journal);
    }

    /** A machine as it comes, and right answers about it. */
    private static EvidenceBundle answered() {
        String rules = exercise(READ)
                .forLearner(Exercise.seed(ADA))
                .sandbox()
                .topology()
                .rules();
        String output = rules.contains(":OUTPUT DROP") ? "DROP" : "ACCEPT";
        String forward = rules.contains(":FORWARD DROP") ? "DROP" : "ACCEPT";
        return bundle(
                READ,
                List.of(
                        entry(1, new JournalEvent.RulesetBecame(snapshot(rules), "")),
                        entry(2, answer("policies", Map.of("input", "DROP", "forward", forward, "output", output))),
                        entry(3, answer("implied", Map.of("open", "let-in", "closed", "dropped", "leaving", output)))));
    }

    private static JournalEvent answer(String check, Map<String, String> fields) {
        return new JournalEvent.Answered(READ, check, fields, "");
    }

    private static EvidenceBundle bundle(String exercise, List<JournalEntry> journal) {
        return new EvidenceBundle(
                new ExerciseKey(LESSON.id(), exercise),
                ADA,
                NOON,
                null,
                0,
                null,
                Optional.of(((JournalEvent.RulesetBecame)
                                journal.get(exercise.equals(READ) ? 0 : 1).event())
                        .ruleset()),
                journal,
                List.of(),
                null,
                Map.of(EvidenceBundle.EXERCISE_VERSION, exercise(exercise).version()),
                NOON.plusSeconds(10));
    }

    private static EvidenceBundle graded(EvidenceBundle bundle) {
        List<RecordedCheck> checks = Grader.grade(
                        exercise(bundle.exercise().exercise()).forLearner(Exercise.seed(ADA)), bundle.evidence())
                .results()
                .stream()
                .map(result -> new RecordedCheck(result, null, null))
                .toList();
        boolean passed = checks.stream().allMatch(check -> check.result().passed());
        return with(bundle, ADA, new RecordedGrade(passed, checks, NOON.plusSeconds(9)), bundle.versions());
    }

    private static EvidenceBundle with(
            EvidenceBundle bundle, UUID learner, @Nullable RecordedGrade grade, Map<String, String> versions) {
        return new EvidenceBundle(
                bundle.exercise(),
                learner,
                bundle.startedAt(),
                null,
                0,
                null,
                bundle.ruleset(),
                bundle.journal(),
                bundle.answers(),
                grade,
                versions,
                bundle.madeAt());
    }

    /** A grade in which every check ended like this. */
    private static RecordedGrade all(EvidenceBundle graded, CheckResult.State state) {
        RecordedGrade grade = Objects.requireNonNull(graded.grade());
        return new RecordedGrade(
                state == CheckResult.State.PASSED,
                grade.checks().stream()
                        .map(RecordedCheck::result)
                        .map(was -> new CheckResult(was.check(), was.title(), state, was.reason(), was.quotes()))
                        .map(result -> new RecordedCheck(result, null, null))
                        .toList(),
                grade.gradedAt());
    }

    private Path write(EvidenceBundle bundle) throws IOException {
        return Files.writeString(folder.resolve("bundle.json"), EvidenceBundles.write(bundle));
    }

    private static JournalEntry entry(long number, JournalEvent event) {
        return new JournalEntry(number, NOON.plusSeconds(number), event);
    }

    private static RulesetSnapshot snapshot(String rules) {
        return new RulesetSnapshot(1, rules, "");
    }

    private static Exercise exercise(String id) {
        return LESSON.exercise(id).orElseThrow();
    }

    private static Lesson lesson() {
        return switch (LessonLoader.lesson(Path.of("labs", "iptables-following-a-packet"))) {
            case Loading.Loaded loaded -> loaded.lessons().getFirst();
            case Loading.Rejected rejected -> throw new AssertionError(rejected.problems());
        };
    }
}
