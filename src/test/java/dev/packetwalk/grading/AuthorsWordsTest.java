package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.lesson.AnswerSource;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.FlowPattern;
import dev.packetwalk.lesson.Packets;
import dev.packetwalk.lesson.Question;
import dev.packetwalk.netfilter.ConnState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What authors call things, from one language to another. */
class AuthorsWordsTest {
    @Test
    void every_word_of_a_check_is_found_in_the_translation() {
        UnaryOperator<String> words =
                AuthorsWords.between(GraderTest.exercise(checks("English ")), GraderTest.exercise(checks("中文")));

        assertThat(List.of("title", "step", "packets", "dropped", "flow", "question", "about"))
                .allSatisfy(word -> assertThat(words.apply("English " + word)).isEqualTo("中文" + word));
        assertThat(words.apply("something else")).isEqualTo("something else");
    }

    @Test
    void a_shorter_translation_leaves_the_rest_as_it_is() {
        UnaryOperator<String> words = AuthorsWords.between(
                GraderTest.exercise(checks("English ")),
                GraderTest.exercise(checks("中文").subList(0, 1)));

        assertThat(words.apply("English packets")).isEqualTo("中文packets");
        assertThat(words.apply("English about")).isEqualTo("English about");
    }

    private static List<Check> checks(String language) {
        FlowPattern flow = flow(language + "flow");
        Question question = new Question(
                "q",
                language + "question",
                Question.Kind.TEXT,
                List.of(),
                new AnswerSource.PolicyOf("filter", "INPUT"),
                0);
        return List.of(
                new Check.Order(
                        "order", language + "title", packets(language + "packets"), packets(language + "dropped")),
                new Check.Sequence(
                        "sequence",
                        language + "title",
                        List.of(
                                new Check.Step(new Check.Flowed("flowed", language + "step", flow), Optional.empty()),
                                new Check.Step(
                                        new Check.Asked(
                                                "asked",
                                                language + "title",
                                                List.of(question),
                                                Optional.of(flow(language + "about"))),
                                        Optional.empty()))));
    }

    private static List<Packets> packets(String words) {
        return List.of(new Packets(
                words,
                Packets.Arrival.NETWORK,
                Set.of(ConnState.NEW),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    /** Any flow, spoken of in these words. */
    static FlowPattern flow(String words) {
        return new FlowPattern(
                words,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
