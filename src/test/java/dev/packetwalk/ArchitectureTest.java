package dev.packetwalk;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which room may use which: the table of the design, enforced. */
class ArchitectureTest {
    private static final String ROOT = "dev.packetwalk.";
    private static final Path SOURCES = Path.of("src/main/java/dev/packetwalk");

    private static final String[] JDK = {"java..", "org.jspecify.annotations.."};
    private static final String[] NETFILTER = {ROOT + "netfilter.."};

    /** Rooms that a room may use beside itself. */
    private static final Map<String, List<String>> ROOMS = Map.ofEntries(
            Map.entry("netfilter", List.of()),
            Map.entry("netfilter.text", List.of("netfilter")),
            Map.entry("netfilter.walk", List.of("netfilter")),
            Map.entry("recall", List.of()),
            // An exercise states its topology and its probes as data, in the sandbox room's values; see the rule below.
            Map.entry("lesson", List.of("netfilter", "netfilter.text", "netfilter.walk", "sandbox")),
            Map.entry("sandbox", List.of("netfilter", "netfilter.text", "netfilter.walk")),
            Map.entry("sandbox.docker", List.of("sandbox")),
            Map.entry("grading", List.of("lesson", "netfilter", "netfilter.text", "netfilter.walk", "sandbox")),
            // The ledger of sandboxes is rows, so progress keeps it and knows the sandbox room's ids and lease values.
            Map.entry("progress", List.of("lesson", "grading", "sandbox", "recall")),
            Map.entry("progress.privacy", List.of("progress", "progress.webhooks")),
            Map.entry(
                    "web.privacy",
                    List.of("progress", "progress.privacy", "sandbox", "web", "web.people", "web.replay", "web.words")),
            Map.entry("progress.webhooks", List.of("progress", "progress.classes")),
            Map.entry("web.webhooks", List.of("progress", "progress.classes", "progress.webhooks", "web", "web.words")),
            Map.entry("progress.classes", List.of("progress", "lesson", "grading", "sandbox")),
            Map.entry("progress.recording", List.of("progress", "sandbox")),
            Map.entry("progress.access", List.of("progress")),
            Map.entry("grading.report", List.of("grading")),
            Map.entry(
                    "web.api",
                    List.of(
                            "lesson",
                            "sandbox",
                            "grading",
                            "grading.report",
                            "progress",
                            "progress.access",
                            "progress.classes",
                            "web",
                            "web.words")),
            Map.entry("web.cards", List.of("lesson", "progress", "recall", "web", "web.words")),
            Map.entry(
                    "web.terminal",
                    List.of(
                            "netfilter",
                            "netfilter.text",
                            "netfilter.walk",
                            "lesson",
                            "sandbox",
                            "grading",
                            "progress",
                            "progress.classes",
                            "web",
                            "web.words")),
            Map.entry(
                    "web.follow",
                    List.of(
                            "netfilter",
                            "netfilter.text",
                            "netfilter.walk",
                            "lesson",
                            "sandbox",
                            "grading",
                            "progress",
                            "progress.classes",
                            "web",
                            "web.words")),
            Map.entry(
                    "web.gradebook", List.of("lesson", "grading", "progress", "progress.classes", "web", "web.words")),
            Map.entry("web.instructor", List.of("lesson", "progress", "progress.classes", "web", "web.words")),
            Map.entry("web.joining", List.of("progress", "progress.classes", "web", "web.words")),
            Map.entry(
                    "web.replay",
                    List.of(
                            "netfilter",
                            "netfilter.text",
                            "lesson",
                            "sandbox",
                            "grading",
                            "progress",
                            "progress.classes",
                            "progress.recording",
                            "web",
                            "web.follow",
                            "web.terminal",
                            "web.words")),
            Map.entry(
                    "web.board",
                    List.of(
                            "netfilter",
                            "netfilter.text",
                            "netfilter.walk",
                            "lesson",
                            "sandbox",
                            "grading",
                            "progress",
                            "progress.classes",
                            "web",
                            "web.words",
                            "web.terminal",
                            "web.follow")),
            Map.entry("web.people", List.of("progress", "progress.access", "progress.classes", "web", "web.words")),
            Map.entry(
                    "web.reading",
                    List.of(
                            "netfilter",
                            "netfilter.text",
                            "netfilter.walk",
                            "lesson",
                            "sandbox",
                            "grading",
                            "progress",
                            "web",
                            "web.words")),
            Map.entry(
                    "web",
                    List.of(
                            "netfilter",
                            "netfilter.text",
                            "netfilter.walk",
                            "lesson",
                            "sandbox",
                            "grading",
                            "progress",
                            "progress.classes",
                            "progress.access",
                            "web.api",
                            "web.terminal",
                            "web.follow",
                            "web.reading",
                            "web.words")),
            Map.entry("web.words", List.of()),
            Map.entry(
                    "cli",
                    List.of(
                            "netfilter",
                            "netfilter.text",
                            "netfilter.walk",
                            "lesson",
                            "sandbox",
                            "sandbox.docker",
                            "grading",
                            "grading.report",
                            "progress")));

    /** Rooms in which nothing but the JDK is used from outside the project. */
    private static final Set<String> JDK_ONLY =
            Set.of("netfilter", "netfilter.text", "netfilter.walk", "recall", "sandbox", "grading");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.packetwalk");

    @TestFactory
    List<DynamicTest> every_room_uses_only_the_rooms_it_may() {
        return ROOMS.entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(room.getKey(), () -> {
                    String[] allowed =
                            room.getValue().stream().map(r -> ROOT + r).toArray(String[]::new);
                    classes()
                            .that(resideInAPackage(ROOT + room.getKey()))
                            .should()
                            .onlyDependOnClassesThat(resideOutsideOfPackage("dev.packetwalk..")
                                    .or(resideInAnyPackage(allowed))
                                    .or(resideInAPackage(ROOT + room.getKey())))
                            .allowEmptyShould(true)
                            .check(CLASSES);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> the_core_rooms_use_nothing_but_the_jdk() {
        return JDK_ONLY.stream()
                .map(room -> DynamicTest.dynamicTest(
                        room,
                        () -> classes()
                                .that(resideInAPackage(ROOT + room))
                                .should()
                                .onlyDependOnClassesThat(
                                        resideInAnyPackage(JDK).or(resideInAPackage("dev.packetwalk..")))
                                .allowEmptyShould(true)
                                .check(CLASSES)))
                .toList();
    }

    @Test
    void only_sandbox_docker_knows_docker_java() {
        noClasses()
                .that(resideOutsideOfPackage(ROOT + "sandbox.docker.."))
                .should()
                .dependOnClassesThat(resideInAPackage("com.github.dockerjava.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void of_sandbox_a_lesson_knows_only_what_can_be_written_down() {
        noClasses()
                .that(resideInAPackage(ROOT + "lesson"))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "sandbox")
                        .and(not(belongToAnyOf(Topology.class, Probe.class, ProbeResult.class))))
                .check(CLASSES);
    }

    @Test
    void only_progress_knows_sql() {
        noClasses()
                .that(resideOutsideOfPackage(ROOT + "progress.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void netfilter_reads_no_clock_and_does_no_input_or_output() {
        noClasses()
                .that(resideInAnyPackage(NETFILTER))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio.file..", "java.net.."))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void every_package_is_a_room_of_the_table_and_says_what_it_is_for() throws IOException {
        Set<String> packages = new TreeSet<>();
        try (var files = Files.walk(SOURCES)) {
            files.filter(f -> f.toString().endsWith(".java")).forEach(f -> packages.add(packageOf(f)));
        }
        assertThat(packages).isSubsetOf(new TreeSet<>(ROOMS.keySet()));
        assertThat(packages)
                .allSatisfy(room -> assertThat(
                                SOURCES.resolve(room.replace('.', '/')).resolve("package-info.java"))
                        .content()
                        .containsIgnoringCase("knows nothing about")
                        .contains("@NullMarked"));
    }

    private static String packageOf(Path file) {
        return SOURCES.relativize(file.getParent()).toString().replace('/', '.');
    }
}
