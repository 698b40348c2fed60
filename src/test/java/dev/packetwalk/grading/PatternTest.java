package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.packetwalk.grading.Argument.Choice;
import dev.packetwalk.grading.Argument.Code;
import dev.packetwalk.grading.Argument.Many;
import dev.packetwalk.grading.Argument.Name;
import dev.packetwalk.grading.Argument.Span;
import dev.packetwalk.grading.Argument.Whole;
import dev.packetwalk.grading.Reason.Phrase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How patterns are written, and what they say. */
class PatternTest {
    @Test
    void code_stands_apart_from_words_and_words_run_together() {
        assertThat(phrases("{rule, capital}: {text}.", Map.of("rule", new Name("rule 1"), "text", new Code("-j DROP"))))
                .containsExactly(new Phrase("Rule 1: ", false), new Phrase("-j DROP", true), new Phrase(".", false));
    }

    @Test
    void code_gets_no_capital_letter() {
        assertThat(said("{text, capital} is it", Map.of("text", new Code("drop"))))
                .isEqualTo("drop is it");
    }

    @Test
    void a_choice_selects_words_with_gaps_of_their_own() {
        String pattern = "{verdict, select, drop {drops {what}} other {lets {what} in}}.";

        assertThat(said(pattern, Map.of("verdict", new Choice("drop"), "what", new Name("it"))))
                .isEqualTo("drops it.");
        assertThat(said(pattern, Map.of("verdict", new Choice("accept"), "what", new Name("it"))))
                .isEqualTo("lets it in.");
    }

    @Test
    void a_number_takes_its_own_case_before_its_plural() {
        String pattern = "{n, plural, =0 {none} one {one rule} other {{n} rules}}";

        assertThat(IntStream.range(0, 3).mapToObj(n -> said(pattern, Map.of("n", new Whole(n)))))
                .containsExactly("none", "one rule", "2 rules");
    }

    @ParameterizedTest
    @CsvSource({"1, a", "2, a and b", "3, 'a, b and c'", "4, 'a, b, c and d'"})
    void several_are_joined_and_the_last_one_in_another_way(int count, String expected) {
        List<Name> names = List.of(new Name("a"), new Name("b"), new Name("c"), new Name("d"));

        assertThat(said("{names, list, test}", Map.of("names", new Many(names.subList(0, count)))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0.0", "999, 0, 0.9", "1000, 1, 1.0", "61049, 61, 61.0"})
    void a_length_is_cut_to_seconds_or_tenths_of_them(long millis, String seconds, String tenths) {
        Map<String, Argument> length = Map.of("length", new Span(Duration.ofMillis(millis)));

        assertThat(said("{length, seconds}", length)).isEqualTo(seconds);
        assertThat(said("{length, tenths}", length)).isEqualTo(tenths);
    }

    @Test
    void an_argument_of_another_kind_is_said_as_well_as_can_be() {
        assertThat(said(
                        "{a}{b, list, test}{c, tenths}{d, plural, other {x}}{e, select, drop {d} other {y}}",
                        Map.of(
                                "a", new Choice("drop"),
                                "b", new Name("-b-"),
                                "c", new Whole(7),
                                "d", new Name("d"),
                                "e", new Name("drop"))))
                .isEqualTo("drop-b-7xy");
    }

    @Test
    void gaps_are_found_in_every_case() {
        assertThat(Pattern.parse("{a} {b, capital}{c, select, x {{d, list, s}} other {{e, plural, =1 {{f}} other {}}}}")
                        .gaps())
                .containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f");
    }

    @Test
    void apostrophes_are_apostrophes() {
        assertThat(said("the host '{name}'", Map.of("name", new Name("it's")))).isEqualTo("the host 'it's'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a } b               | a brace too many at character 3",
                "{a                  | ',' is missing at character 3",
                "{}                  | a word is missing at character 2",
                "{a, loud}           | no form is called 'loud'",
                "{a, select, x {y}}  | no case 'other'",
                "{a, select, other {y} other {z}} | a second case 'other'",
                "{a, plural, other {y | '}' is missing",
                "{a, list}           | ',' is missing at character 9"
            })
    void what_is_no_pattern_says_where_and_why(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pattern.parse(text))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"1, one", "21, one", "11, other", "2, few", "4, few", "5, other", "12, other", "22, few", "112, other"})
    void plurals_follow_the_rules_of_unicode(long number, String plural) {
        Plurals plurals = Plurals.parse("one: n % 10 = 1 and n % 100 != 11; few: n % 10 = 2..4 and n % 100 != 12..14");

        assertThat(plurals.of(number)).isEqualTo(plural);
    }

    @Test
    void plurals_know_alternatives_and_lists_of_numbers() {
        Plurals plurals = Plurals.parse("two: n = 2,4..5 or i % 100 = 42");

        assertThat(IntStream.of(2, 3, 4, 5, 6, 142).mapToObj(plurals::of))
                .containsExactly("two", "other", "two", "two", "other", "two");
        assertThat(Plurals.parse("").of(1)).isEqualTo("other");
        assertThatIllegalArgumentException().isThrownBy(() -> Plurals.parse("one: v = 0 or so"));
    }

    private static List<Phrase> phrases(String pattern, Map<String, Argument> arguments) {
        Wording.Language language = new Wording.Language(
                Map.of(),
                Map.of("test", Pattern.parse("{first}, {next}"), "test.last", Pattern.parse("{first} and {next}")),
                Plurals.parse("one: n = 1"));
        Speech speech = new Speech(language, UnaryOperator.identity());
        speech.say(Pattern.parse(pattern), arguments);
        return speech.phrases();
    }

    private static String said(String pattern, Map<String, Argument> arguments) {
        StringBuilder said = new StringBuilder();
        phrases(pattern, arguments).forEach(phrase -> said.append(phrase.text()));
        return said.toString();
    }
}
