package dev.packetwalk.progress;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.packetwalk.grading.Argument;
import dev.packetwalk.grading.Key;
import dev.packetwalk.grading.Message;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.grading.Wording;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reasons as JSON: an object with {@code key} and {@code arguments} by name, and {@code phrases}, which is the same in English for
 * people and for other versions. An argument is a string (a name), a number, a list, another object with a key, or an object with
 * one of {@code code}, {@code authored}, {@code choice} and {@code length} (ISO 8601). What was written before there were keys has
 * phrases alone, and a reason with a key or an argument that is not known any more, or not yet, is read as its phrases.
 */
final class ReasonJson {
    private static final TypeReference<List<Reason.Phrase>> PHRASES = new TypeReference<>() {};

    private ReasonJson() {}

    static Module module() {
        return new SimpleModule("reasons")
                .addSerializer(Reason.class, new Writer())
                .addDeserializer(Reason.class, new Reader());
    }

    private static final class Writer extends JsonSerializer<Reason> {
        @Override
        public void serialize(Reason reason, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            fields(reason.message(), json);
            provider.defaultSerializeField("phrases", Wording.ENGLISH.phrases(reason), json);
            json.writeEndObject();
        }

        private static void fields(Message message, JsonGenerator json) throws IOException {
            json.writeStringField("key", message.key().toString());
            json.writeObjectFieldStart("arguments");
            for (Map.Entry<String, Argument> argument : new TreeMap<>(message.arguments()).entrySet()) {
                json.writeFieldName(argument.getKey());
                write(argument.getValue(), json);
            }
            json.writeEndObject();
        }

        private static void write(Argument argument, JsonGenerator json) throws IOException {
            switch (argument) {
                case Argument.Name name -> json.writeString(name.text());
                case Argument.Whole whole -> json.writeNumber(whole.number());
                case Argument.Code code -> object("code", code.text(), json);
                case Argument.Authored authored -> object("authored", authored.text(), json);
                case Argument.Choice choice -> object("choice", choice.value(), json);
                case Argument.Span span -> object("length", span.length().toString(), json);
                case Argument.Many many -> {
                    json.writeStartArray();
                    for (Argument item : many.items()) {
                        write(item, json);
                    }
                    json.writeEndArray();
                }
                case Message message -> {
                    json.writeStartObject();
                    fields(message, json);
                    json.writeEndObject();
                }
            }
        }

        private static void object(String name, String value, JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField(name, value);
            json.writeEndObject();
        }
    }

    private static final class Reader extends JsonDeserializer<Reason> {
        @Override
        public Reason deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode json = context.readTree(parser);
            Optional<Reason> known = message(json).map(Reason::new);
            if (known.isPresent()) {
                return known.get();
            }
            JsonNode phrases = json.path("phrases");
            return Reason.kept(
                    phrases.isArray()
                            ? parser.getCodec().readValue(phrases.traverse(parser.getCodec()), PHRASES)
                            : List.of());
        }

        private static Optional<Message> message(JsonNode json) {
            Optional<Key> key = Key.named(json.path("key").asText());
            Map<String, Argument> arguments = new HashMap<>();
            for (Map.Entry<String, JsonNode> field : json.path("arguments").properties()) {
                argument(field.getValue()).ifPresent(argument -> arguments.put(field.getKey(), argument));
            }
            return key.filter(k -> k.gaps().equals(arguments.keySet())).map(k -> new Message(k, arguments));
        }

        private static Optional<Argument> argument(JsonNode json) {
            if (json.isTextual()) {
                return Optional.of(new Argument.Name(json.asText()));
            } else if (json.canConvertToLong() && json.isIntegralNumber()) {
                return Optional.of(new Argument.Whole(json.asLong()));
            } else if (json.isArray()) {
                return many(json);
            } else if (json.has("key")) {
                return message(json).map(Argument.class::cast);
            } else if (json.path("code").isTextual()) {
                return Optional.of(new Argument.Code(json.get("code").asText()));
            } else if (json.path("authored").isTextual()) {
                return Optional.of(new Argument.Authored(json.get("authored").asText()));
            } else if (json.path("choice").isTextual()) {
                return Optional.of(new Argument.Choice(json.get("choice").asText()));
            }
            return length(json.path("length").asText());
        }

        private static Optional<Argument> many(JsonNode json) {
            List<Argument> items = new ArrayList<>();
            json.forEach(item -> argument(item).ifPresent(items::add));
            return items.isEmpty() || items.size() < json.size()
                    ? Optional.empty()
                    : Optional.of(new Argument.Many(items));
        }

        private static Optional<Argument> length(String text) {
            try {
                return Optional.of(new Argument.Span(Duration.parse(text)));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }
}
