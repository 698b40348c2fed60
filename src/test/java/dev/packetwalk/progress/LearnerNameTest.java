package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"Ada", "李小龍", "محمد", "Ślązak", "O'Neil", "نیم‌فاصله", "🧑‍🚀", "<script>", "7"})
    void any_script_is_a_name(String name) {
        assertThat(LearnerName.parse(name))
                .isInstanceOfSatisfying(
                        LearnerName.Parsed.Accepted.class,
                        accepted -> assertThat(accepted.name().value()).isEqualTo(name));
    }

    @ParameterizedTest
    @CsvSource({"'  Ada  ',Ada", "'Ada \t  Lovelace','Ada Lovelace'", "'\u00a0Ada\u2003','Ada'", "'e\u0301','\u00e9'"})
    void space_is_tidied_and_letters_are_composed(String typed, String name) {
        assertThat(LearnerName.parse(typed)).isEqualTo(new LearnerName.Parsed.Accepted(new LearnerName(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u200b", "A\u202eB", "\u200d", "A\u0000", "A\u001b[31m", "\ud800", "\u0301"})
    void what_shows_nothing_or_turns_text_around_is_none(String typed) {
        assertThat(LearnerName.parse(typed)).isInstanceOf(LearnerName.Parsed.Refused.class);
    }

    @Test
    void sixty_characters_fit_and_are_counted_as_people_count() {
        assertThat(LearnerName.parse("🦊".repeat(60))).isInstanceOf(LearnerName.Parsed.Accepted.class);
        assertThat(LearnerName.parse("a".repeat(61)))
                .isEqualTo(new LearnerName.Parsed.Refused(LearnerName.Flaw.TOO_LONG));
        assertThat(LearnerName.parse(null)).isEqualTo(new LearnerName.Parsed.Refused(LearnerName.Flaw.EMPTY));
    }

    @Test
    void nothing_but_a_tidy_name_can_be_made() {
        assertThatThrownBy(() -> new LearnerName(" Ada")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LearnerName("")).isInstanceOf(IllegalArgumentException.class);
    }
}
