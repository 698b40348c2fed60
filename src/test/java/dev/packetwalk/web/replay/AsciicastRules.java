package dev.packetwalk.web.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the format asciicast v2 asks of a file. */
public final class AsciicastRules {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> HEADER = Set.of(
            "version",
            "width",
            "height",
            "timestamp",
            "duration",
            "idle_time_limit",
            "command",
            "title",
            "env",
            "theme");
    private static final Set<String> KINDS = Set.of("o", "i", "m", "r");

    private AsciicastRules() {}

    /** The file's lines: its header, then its events. Fails where a rule is broken. */
    public static List<JsonNode> read(String file) {
        assertThat(file).endsWith("\n").doesNotContain("\r", "\n\n");
        List<JsonNode> lines = new ArrayList<>();
        file.lines().forEach(line -> lines.add(json(line)));
        JsonNode header = lines.getFirst();
        assertThat(header.isObject()).isTrue();
        assertThat(header.path("version").isInt()).isTrue();
        assertThat(header.path("version").asInt()).isEqualTo(2);
        assertThat(header.path("width").isInt()).isTrue();
        assertThat(header.path("width").asInt()).isPositive();
        assertThat(header.path("height").isInt()).isTrue();
        assertThat(header.path("height").asInt()).isPositive();
        assertThat(header.path("timestamp").isIntegralNumber()).isTrue();
        assertThat(header.path("idle_time_limit").isNumber()).isTrue();
        assertThat(header.path("title").isTextual()).isTrue();
        assertThat(header.path("env").isObject()).isTrue();
        header.path("env").forEach(value -> assertThat(value.isTextual()).isTrue());
        assertThat(HEADER)
                .containsAll(
                        header.propertyStream().map(java.util.Map.Entry::getKey).toList());
        double last = 0;
        for (JsonNode event : lines.subList(1, lines.size())) {
            assertThat(event.isArray()).isTrue();
            assertThat(event.size()).isEqualTo(3);
            assertThat(event.path(0).isNumber()).isTrue();
            assertThat(event.path(0).asDouble()).isGreaterThanOrEqualTo(last);
            last = event.path(0).asDouble();
            assertThat(KINDS).contains(event.path(1).asText());
            assertThat(event.path(2).isTextual()).isTrue();
            if (event.path(1).asText().equals("r")) {
                assertThat(event.path(2).asText()).matches("[1-9][0-9]*x[1-9][0-9]*");
            }
        }
        return lines;
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + line, e);
        }
    }
}
