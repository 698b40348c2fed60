package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.packetwalk.grading.Key;
import dev.packetwalk.grading.Message;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.grading.Wording;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One message, written for readers of several languages. */
class ReasonWriterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void one_message_is_said_in_the_language_of_each_reader() throws IOException {
        LiveMessage.CheckNow check = new LiveMessage.CheckNow(
                "a",
                "waiting",
                CheckWord.WAITING,
                new Reason(new Message(Key.NOT_ANSWERED, Map.of())),
                List.of(),
                List.of(),
                null,
                null);
        ObjectWriter writer = JSON.writerFor(LiveMessage.CheckNow.class);

        assertThat(reason(writer, check)).isEqualTo(phrases("Not answered yet."));
        assertThat(reason(writer.withAttribute(Wording.class, Wording.in(Locale.SIMPLIFIED_CHINESE)), check))
                .isEqualTo(phrases("尚未作答。"));
    }

    private static JsonNode reason(ObjectWriter writer, LiveMessage.CheckNow check) throws IOException {
        return JSON.readTree(writer.writeValueAsString(check)).path("reason");
    }

    private static JsonNode phrases(String text) {
        return JSON.valueToTree(List.of(new Reason.Phrase(text, false)));
    }
}
