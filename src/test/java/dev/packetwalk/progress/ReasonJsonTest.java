package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.packetwalk.grading.Observed;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.grading.Wording;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reasons as they are kept. */
class ReasonJsonTest {
    private static final ObjectMapper JSON = JournalJson.MAPPER;
    private static final Wording CHINESE = Wording.in(Locale.SIMPLIFIED_CHINESE);

    @Test
    void every_reason_is_read_as_it_was_written() throws Exception {
        assertThat(Observed.reasons())
                .hasSizeGreaterThan(100)
                .allSatisfy(reason ->
                        assertThat(read(JSON.writeValueAsString(reason))).isEqualTo(reason));
    }

    @Test
    void people_and_older_versions_find_the_phrases_in_english() throws Exception {
        Reason reason = Observed.reasons().getFirst();

        JsonNode phrases = JSON.valueToTree(reason).path("phrases");

        assertThat(phrases).hasSameSizeAs(Wording.ENGLISH.phrases(reason));
        assertThat(phrases.path(0).path("text").asText())
                .isEqualTo(Wording.ENGLISH.phrases(reason).getFirst().text());
        assertThat(phrases.path(0).path("code").isBoolean()).isTrue();
    }

    @Test
    void what_was_kept_before_there_were_languages_is_said_in_its_own_words() throws Exception {
        Reason old =
                read("{\"phrases\":[{\"text\":\"Dropped by \",\"code\":false},{\"text\":\"-j DROP\",\"code\":true}]}");

        assertThat(CHINESE.text(old)).isEqualTo("Dropped by `-j DROP`");
        assertThat(read(JSON.writeValueAsString(old))).isEqualTo(old);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"key\":\"said-by-a-later-version\",\"arguments\":{}}",
                "{\"key\":\"not-answered\",\"arguments\":{\"a-new-gap\":1}}",
                "{\"key\":\"no-file\",\"arguments\":{}}",
                "{\"key\":\"no-file\",\"arguments\":{\"path\":{\"of-a-new-kind\":1}}}",
                "{\"key\":\"no-file\",\"arguments\":{\"path\":1.5}}",
                "{\"key\":\"no-file\",\"arguments\":{\"path\":null}}",
                "{\"key\":\"no-file\",\"arguments\":{\"path\":[]}}",
                "{\"key\":\"no-file\",\"arguments\":{\"path\":[\"a\",null]}}",
                "{\"key\":\"no-file\",\"arguments\":{\"path\":{\"length\":\"long\"}}}",
                "{\"key\":\"no-file\",\"arguments\":{\"path\":{\"key\":\"no-such\"}}}",
                "{\"key\":1,\"arguments\":7}"
            })
    void what_another_version_said_is_said_in_the_words_that_it_had(String written) throws Exception {
        ObjectNode other = (ObjectNode) JSON.readTree(written);
        other.putArray("phrases").addObject().put("text", "Its words.").put("code", false);

        assertThat(CHINESE.text(read(other.toString()))).isEqualTo("Its words.");
        assertThat(read(written)).isEqualTo(Reason.kept(List.of()));
    }

    private static Reason read(String json) throws JsonProcessingException {
        return JSON.readValue(json, Reason.class);
    }
}
