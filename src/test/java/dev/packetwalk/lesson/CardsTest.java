package dev.packetwalk.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
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

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void a_card_is_two_pieces_of_safe_html_and_when_it_comes() {
        assertThat(read(TWO))
                .containsExactly(
                        new Flashcard("one", "Chains", Optional.empty(), "<p>Which?</p>", "<p>This.</p>"),
                        new Flashcard(
                                "two", "Order", Optional.of("first"), "<p>Who?</p>", "<p><strong>She</strong>.</p>"));
        assertThat(problems).isEmpty();
    }

    @Test
    void html_of_the_author_is_a_problem_and_escaped_all_the_same() {
        List<Flashcard> cards = read(TWO.replace("This.", "This <img src=x onerror=alert(1)>."));
        assertThat(cards.getFirst().answer()).contains("&lt;img").doesNotContain("<img");
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
                .extracting(Flashcard::id)
                .contains("chain-for-this-host", "order-of-rules", "place-of-dnat", "table-full");
        Set<String> after =
                lesson.cards().stream().flatMap(card -> card.after().stream()).collect(Collectors.toSet());
        assertThat(after)
                .containsExactlyInAnyOrderElementsOf(
                        lesson.exercises().stream().map(Exercise::id).toList());
    }

    private List<Flashcard> read(String yaml) {
        return new CardsReader(new Report("cards.yaml", problems), "first"::equals).read(yaml);
    }

    private static Lesson lesson(Path folder) {
        return switch (LessonLoader.lesson(folder)) {
            case Loading.Loaded(List<Lesson> lessons) -> lessons.getFirst();
            case Loading.Rejected(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }
}
