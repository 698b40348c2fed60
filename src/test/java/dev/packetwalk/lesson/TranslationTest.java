package dev.packetwalk.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of another language lie over the English ones: any language, nothing but texts, and every text. */
class TranslationTest {
    private static final Path SOUND = Path.of("src/test/resources/lessons/sound");
    private static final Locale ESPERANTO = Locale.forLanguageTag("eo");
    private static final String TEXTS = """
            ---
            title: Unua
            goal: Io estas farita.
            checks:
              - id: closed
                title: Ĝi estas fermita
                verdict:
                  packets:
                    - words: pakaĵo
            hints:
              - Pensu.
              - |
                Pensu `pli`.
            learned: Multe.
            ---
            Faru tion:

            ```command
            iptables -L
            ```

            ## Poste

            Fino.
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(SOUND)) {
            for (Path file : files.toList()) {
                Path to = folder.resolve("sound").resolve(SOUND.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
    }

    @Test
    void texts_are_those_of_the_language_and_everything_else_is_as_in_english() throws IOException {
        Files.writeString(folder.resolve("sound/01-first/exercise.eo.md"), TEXTS);
        Files.writeString(folder.resolve("sound/lesson.eo.yaml"), """
                title: Bona leciono
                summary: Nenio mankas.
                topics: [provado]
                prerequisites: [nenio]
                """);

        Lesson english = loaded();
        Lesson lesson = english.in(ESPERANTO);

        assertThat(lesson.title()).isEqualTo("Bona leciono");
        assertThat(lesson.minutes()).isEqualTo(english.minutes());
        Exercise first = lesson.exercises().getFirst();
        assertThat(first.title()).isEqualTo("Unua");
        assertThat(first.hints())
                .extracting(Exercise.Hint::html)
                .containsExactly("<p>Pensu.</p>", "<p>Pensu <code>pli</code>.</p>");
        assertThat(first.page().html()).contains("Fino.");
        assertThat(first.checks()).singleElement().satisfies(check -> {
            assertThat(check.title()).isEqualTo("Ĝi estas fermita");
            assertThat(check).isInstanceOfSatisfying(Check.Verdict.class, verdict -> {
                assertThat(verdict.packets().getFirst().words()).isEqualTo("pakaĵo");
                assertThat(verdict.ending()).isEqualTo(Check.Ending.DROPPED);
            });
        });
        assertThat(lesson.exercises().getLast()).isEqualTo(english.exercises().getLast());
        assertThat(english.in(Locale.FRENCH)).isEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title: Unua | titlo: Unua | :2: 'title' is not translated",
                "title: Unua | titlo: Unua | :2: the English file has no 'titlo' here",
                "goal: Io estas farita. | goal: [Io] | :3: 'goal' has another form than in English",
                "id: closed | id: open | :5: the English file has no 'open' in 'checks'",
                "id: closed | id: open | :5: 'closed' of 'checks' is not translated",
                "packets: | 'ending: accepted\n      packets:' | :8: 'ending' is no text",
                "- words: pakaĵo | '- {words: pakaĵo, states: [NEW]}' | :9: 'states' is no text",
                "'  - Pensu.\n' | '' | :11: 'hints' has 1 entries where the English file has 2",
                "iptables -L | iptables -S | : its commands are not those of the English page",
                "## Poste | Poste | : 0 sections where the English page has 1",
                "Fino. | Fino <b>. | :24: HTML in Markdown: <b>",
                "Fino. | {{port}} | :24: the English file does not name the parameter 'port'",
                "title: Unua | 'title: \"Unua' | : not YAML",
                "--- | '' | :1: no fields at the top",
            })
    void whatever_is_no_translation_is_told_with_its_place(String right, String wrong, String problem)
            throws IOException {
        Files.writeString(folder.resolve("sound/01-first/exercise.eo.md"), TEXTS.replace(right, wrong));

        assertThat(problems()).anySatisfy(told -> {
            assertThat(told).startsWith("sound/01-first/exercise.eo.md");
            assertThat(told.replaceFirst("^[^:]*:[0-9]+: not", "x: not")).contains(problem);
        });
    }

    @Test
    void a_picture_is_drawn_for_a_language_or_else_as_for_all() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("sound/pictures"));
        Files.writeString(pictures.resolve("ways.svg"), drawing("the way"));
        Files.writeString(pictures.resolve("ends.svg"), drawing("the end"));
        Files.writeString(pictures.resolve("ways.eo.svg"), drawing("la vojo"));
        String shown =
                "![%s](pictures/ways.svg)\n\n![%s](pictures/ends.svg)\n\n## Some heading {#some-heading}\n\n%s\n";
        Files.writeString(folder.resolve("sound/lesson.md"), shown.formatted("A way", "An end", "Text."));
        Files.writeString(folder.resolve("sound/lesson.eo.md"), shown.formatted("Vojo", "Fino", "Teksto."));

        Lesson lesson = loaded(LessonLoader.all(folder));

        assertThat(lesson.page().html()).contains("the way", "the end", "A way").doesNotContain("la vojo");
        assertThat(lesson.in(ESPERANTO).page().html())
                .contains("la vojo", "the end", "Vojo", "Fino")
                .doesNotContain("the way");
    }

    private static String drawing(String words) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"><text class=\"pic-name\" x=\"1\" y=\"1\">"
                + words + "</text></svg>";
    }

    @Test
    void a_file_that_translates_nothing_is_unknown() throws IOException {
        Files.writeString(folder.resolve("sound/01-first/solution.eo.md"), TEXTS);

        assertThat(problems()).singleElement().asString().startsWith("sound/01-first/solution.eo.md: unknown file");
    }

    @Test
    void the_lessons_that_are_brought_are_graded_alike_in_every_language() {
        Lesson english = loaded(LessonLoader.all(Path.of("labs")));
        assertThat(english.translations()).isNotEmpty();
        english.translations().values().forEach(lesson -> {
            assertThat(lesson.exercises()).hasSameSizeAs(english.exercises());
            for (long seed = 0; seed < 20; seed++) {
                for (Exercise exercise : english.all().toList()) {
                    long learner = seed;
                    assertThat(lesson.exercise(exercise.id()).orElseThrow().forLearner(learner))
                            .as(exercise.id() + " of learner " + learner)
                            .usingRecursiveComparison()
                            .ignoringFieldsMatchingRegexes(
                                    "(.*\\.)?(title|goal|label|words|html|learned|page|ungraded|editions|variants|report)(\\..*)?")
                            .isEqualTo(exercise.forLearner(learner));
                }
            }
        });
    }

    private Lesson loaded() {
        return loaded(LessonLoader.all(folder));
    }

    private static Lesson loaded(Loading loading) {
        return switch (loading) {
            case Loading.Loaded(List<Lesson> lessons) -> lessons.getFirst();
            case Loading.Rejected(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    private List<String> problems() {
        return switch (LessonLoader.all(folder)) {
            case Loading.Loaded _ -> List.of();
            case Loading.Rejected(List<Problem> problems) ->
                problems.stream().map(Problem::toString).toList();
        };
    }
}
