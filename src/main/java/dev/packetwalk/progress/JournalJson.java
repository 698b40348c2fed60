package dev.packetwalk.progress;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.packetwalk.sandbox.JournalEvent;

/** Journal entries as JSON, each event with its {@code kind}. What is written once must be readable for good: only add to it. */
final class JournalJson {
    /** Reads what it writes without losing a digit, so that texts can be compared. */
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .addModule(ReasonJson.module())
            .addMixIn(JournalEvent.class, Kinds.class)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final TypeReference<JournalEvent> EVENT = new TypeReference<>() {};

    private JournalJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = JournalEvent.RulesetBecame.class, name = "ruleset"),
        @JsonSubTypes.Type(value = JournalEvent.FlowChanged.class, name = "flow"),
        @JsonSubTypes.Type(value = JournalEvent.Probed.class, name = "probe"),
        @JsonSubTypes.Type(value = JournalEvent.FileBecame.class, name = "file"),
        @JsonSubTypes.Type(value = JournalEvent.Answered.class, name = "answer"),
        @JsonSubTypes.Type(value = JournalEvent.LineEntered.class, name = "line"),
        @JsonSubTypes.Type(value = JournalEvent.Gap.class, name = "gap")
    })
    private interface Kinds {}

    static String write(JournalEvent event) {
        try {
            return MAPPER.writerFor(EVENT).writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a journal's entry cannot be written as JSON", e);
        }
    }

    static JournalEvent read(String json) {
        try {
            return MAPPER.readValue(json, EVENT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a journal's entry in the database cannot be read", e);
        }
    }
}
