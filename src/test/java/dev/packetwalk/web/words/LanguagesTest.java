package dev.packetwalk.web.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
    private static final Locale CHINESE = Locale.forLanguageTag("zh-CN");

    private final Languages languages = new Languages(List.of(CHINESE, Languages.DEFAULT));

    @Test
    void english_comes_first_and_every_language_once() {
        assertThat(languages.all()).containsExactly(Locale.ENGLISH, CHINESE);
    }

    @ParameterizedTest
    @CsvSource({
        "zh-CN, en, zh-CN",
        "en, zh-CN, en",
        "fr, zh-CN, zh-CN",
        "'', zh-CN, zh-CN",
        "zh-cn<script>, en, en",
    })
    void what_was_chosen_comes_before_what_the_browser_accepts(String chosen, String accepted, String spoken) {
        assertThat(languages.choose(chosen, accepted).toLanguageTag()).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh-CN,zh;q=0.9,en;q=0.8 | zh-CN",
                "zh | zh-CN",
                "zh-TW;q=0.9,en;q=0.5 | zh-CN",
                "zh-Hans-CN | zh-CN",
                "ZH-cn | zh-CN",
                "fr,zh;q=0.4,en;q=0.6 | en",
                "fr, zh-CN;q=0.2 | zh-CN",
                "zh-CN;q=0, en | en",
                "en-GB | en",
                "fr | en",
                "* | en",
                "not a header; q=x | en",
            })
    void a_browsers_wishes_are_heard_in_the_order_of_their_weight(String accepted, String spoken) {
        assertThat(languages.choose(null, accepted).toLanguageTag()).isEqualTo(spoken);
    }

    @Test
    void without_a_header_or_with_one_that_no_browser_sends_it_is_english() {
        assertThat(languages.choose(null, null)).isEqualTo(Locale.ENGLISH);
        assertThat(languages.choose(null, "zh-CN," + "x-a,".repeat(500))).isEqualTo(Locale.ENGLISH);
    }
}
