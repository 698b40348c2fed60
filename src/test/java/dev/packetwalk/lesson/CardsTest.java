package dev.packetwalk.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardsTest {
    private static final Path LESSON = Path.of("labs/iptables-following-a-packet");
    private static final String TWO = """
            format: 1
            cards:
              - id: one
                topic: Chains
                question: Which?
                answer: This.
              - id: two
                topic: Order
                after: first
                question: Who?
                answer: |
                  **She**.
            """;

    private static final String BOTH = """
            cards:
              - {id: one, topic: 链, question: 哪个？, answer: 这个。}
              - {id: two, topic: 顺序, question: 谁？, answer: 她。}
            """;

    private final List<Problem> problems = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void a_card_is_two_pieces_of_safe_html_and_when_it_comes() {
        assertThat(read(TWO))
                .containsExactly(
                        new Flashcard(
                                "one",
                                Optional.empty(),
                                new Flashcard.Face("Chains", "<p>Which?</p>", "<p>This.</p>"),
                                Map.of()),
                        new Flashcard(
                                "two",
                                Optional.of("first"),
                                new Flashcard.Face("Order", "<p>Who?</p>", "<p><strong>She</strong>.</p>"),
                                Map.of()));
        assertThat(problems).isEmpty();
    }

    @Test
    void html_of_the_author_is_a_problem_and_escaped_all_the_same() {
        List<Flashcard> cards = read(TWO.replace("This.", "This <img src=x onerror=alert(1)>."));
        assertThat(cards.getFirst().english().answer()).contains("&lt;img").doesNotContain("<img");
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(6);
            assertThat(problem.message()).contains("HTML");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "id: two | id: one | 7 | a second card 'one'",
                "id: two | id: Two | 7 | 'Two' is not a good id",
                "after: first | after: third | 9 | there is no exercise 'third'",
                "topic: Order | colour: red | 7 | 'topic' is missing",
                "answer: This. | answer: '' | 6 | 'answer' is empty",
                "format: 1 | format: 2 | 1 | 'format' is not a number in range",
            })
    void what_is_wrong_is_said_with_its_line(String sound, String broken, int line, String message) {
        read(TWO.replace(sound, broken));
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("cards.yaml");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void a_translation_has_the_texts_of_every_card() {
        List<Flashcard> cards = read(Map.of("cards.yaml", TWO, "cards.zh-CN.yaml", BOTH));
        assertThat(problems).isEmpty();
        assertThat(cards.getLast().in(Locale.forLanguageTag("zh-CN")))
                .isEqualTo(new Flashcard.Face("顺序", "<p>谁？</p>", "<p>她。</p>"));
        assertThat(cards.getLast().in(Locale.FRENCH)).isEqualTo(cards.getLast().english());
    }

    @Test
    void a_card_that_is_not_translated_or_not_there_is_a_problem() {
        read(Map.of("cards.yaml", TWO, "cards.zh-CN.yaml", BOTH.replace("id: two", "id: three")));
        assertThat(problems)
                .extracting(Problem::toString)
                .anyMatch(problem -> problem.startsWith("cards.zh-CN.yaml:3: there is no card 'three'"))
                .anyMatch(problem -> problem.contains("card 'two' is not translated"));
    }

    @Test
    void a_lesson_has_its_cards_and_one_without_the_file_has_none() {
        assertThat(lesson(Path.of("src/test/resources/lessons/sound")).cards())
                .extracting(Flashcard::id)
                .containsExactly("first-thing", "later-thing");
        assertThat(lesson(Path.of("src/test/resources/lessons/everything")).cards())
                .isEmpty();
    }

    @Test
    void the_lesson_asks_what_it_teaches_from_the_start_and_after_every_exercise() {
        Lesson lesson = lesson(LESSON);
        assertThat(lesson.cards()).hasSizeGreaterThanOrEqualTo(28);
        assertThat(lesson.cards())
                .allSatisfy(card -> assertThat(card.translations()).containsKey("zh-CN"));
        assertThat(lesson.cards())
                .extracting(Flashcard::id)
                .contains("chain-for-this-host", "order-of-rules", "place-of-dnat", "table-full");
        Set<String> after =
                lesson.cards().stream().flatMap(card -> card.after().stream()).collect(Collectors.toSet());
        assertThat(after)
                .containsExactlyInAnyOrderElementsOf(
                        lesson.exercises().stream().map(Exercise::id).toList());
    }

    private List<Flashcard> read(String yaml) {
        return read(Map.of("cards.yaml", yaml));
    }

    private List<Flashcard> read(Map<String, String> files) {
        files.forEach((name, text) -> {
            try {
                Files.writeString(folder.resolve(name), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new CardsReader(Folder.top(folder, problems), Set.of("first")).read();
    }

    private static Lesson lesson(Path folder) {
        return switch (LessonLoader.lesson(folder)) {
            case Loading.Loaded(List<Lesson> lessons) -> lessons.getFirst();
            case Loading.Rejected(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }
}
