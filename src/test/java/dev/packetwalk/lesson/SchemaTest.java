package dev.packetwalk.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schemas for editors say what the reader says. */
class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EVERYTHING = Path.of("src/test/resources/lessons/everything");
    private static final JsonNode EXERCISE = read(Path.of("labs/schema/exercise.json"));

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> every_exercise_fits_the_schema() throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(EXERCISE);
        List<Path> files = files("exercise.md");
        assertThat(files).hasSizeGreaterThan(7);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.toString(),
                        () -> assertThat(schema.validate(fields(file))).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> every_lesson_fits_the_schema() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(read(Path.of("labs/schema/lesson.json")));
        return files("lesson.yaml").stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.toString(),
                        () -> assertThat(schema.validate(yaml(Files.readString(file))))
                                .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> every_set_of_cards_fits_the_schema() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(read(Path.of("labs/schema/cards.json")));
        List<Path> files = files("cards.yaml");
        assertThat(files).hasSizeGreaterThan(1);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.toString(),
                        () -> assertThat(schema.validate(yaml(Files.readString(file))))
                                .isEmpty()));
    }

    @Test
    void the_reader_knows_every_field_of_the_schema() {
        assertThat(LessonLoader.lesson(EVERYTHING)).isInstanceOf(Loading.Loaded.class);

        Map<String, Set<String>> used = new TreeMap<>();
        collect(EXERCISE, fields(EVERYTHING.resolve("01-all/exercise.md")), used);
        used.computeIfAbsent("", _ -> new TreeSet<>()).add("ungraded");

        assertThat(used).isEqualTo(allowed());
    }

    /** A field too many makes the reader say which ones it knows: the schema must allow each of them. */
    @Test
    void the_schema_allows_every_field_that_the_reader_knows() throws IOException {
        String text = Files.readString(EVERYTHING.resolve("01-all/exercise.md"));
        Path copy = folder.resolve("everything/01-all");
        Files.createDirectories(copy);
        Files.copy(EVERYTHING.resolve("lesson.yaml"), folder.resolve("everything/lesson.yaml"));
        Files.copy(EVERYTHING.resolve("lesson.md"), folder.resolve("everything/lesson.md"));
        Files.writeString(
                copy.resolve("exercise.md"),
                text.replaceAll("(?<!\\{)\\{(?=[a-z-]+: )", "{zzz: 1, ")
                        .replaceAll("(?m)^( *)(title|ending|questions|forwarding|place|dropped):", "$1zzz: 1\n$0"));

        Set<String> allowed = allowed().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        List<String> known = problems(LessonLoader.lesson(folder.resolve("everything"))).stream()
                .filter(problem -> problem.message().equals("unknown field 'zzz'"))
                .map(problem -> problem.remedy().replace("use only ", ""))
                .toList();

        assertThat(known)
                .hasSizeGreaterThan(30)
                .allSatisfy(names -> assertThat(Set.of(names.split(", ", -1))).isSubsetOf(allowed));
    }

    private static List<Problem> problems(Loading loading) {
        return switch (loading) {
            case Loading.Loaded _ -> List.of();
            case Loading.Rejected(List<Problem> problems) -> problems;
        };
    }

    /** The properties of each object in the schema, by the place of its definition. */
    private static Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        objects("", EXERCISE, allowed);
        return allowed;
    }

    private static void objects(String place, JsonNode schema, Map<String, Set<String>> found) {
        if (schema.has("properties")) {
            Set<String> names = new TreeSet<>();
            schema.get("properties").properties().forEach(property -> {
                names.add(property.getKey());
                objects(place + "/" + property.getKey(), property.getValue(), found);
            });
            found.put(place, names);
        }
        if (schema.has("items")) {
            objects(place + "[]", schema.get("items"), found);
        }
        if (schema.has("$defs")) {
            schema.get("$defs").properties().forEach(def -> objects("#" + def.getKey(), def.getValue(), found));
        }
    }

    /** The fields that are used in a document, by the place of their object's definition. */
    private static void collect(JsonNode schema, JsonNode document, Map<String, Set<String>> used) {
        collect("", schema, document, used);
    }

    private static void collect(String place, JsonNode schema, JsonNode document, Map<String, Set<String>> used) {
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asText().replace("#/$defs/", "");
            collect("#" + name, EXERCISE.get("$defs").get(name), document, used);
        } else if (document.isArray()) {
            document.forEach(item -> collect(place + "[]", schema.get("items"), item, used));
        } else if (document.isObject()) {
            document.properties().forEach(field -> {
                used.computeIfAbsent(place, _ -> new TreeSet<>()).add(field.getKey());
                collect(
                        place + "/" + field.getKey(),
                        schema.get("properties").get(field.getKey()),
                        field.getValue(),
                        used);
            });
        }
    }

    private static List<Path> files(String name) throws IOException {
        try (Stream<Path> labs = Files.walk(Path.of("labs"));
                Stream<Path> tests = Files.walk(Path.of("src/test/resources/lessons"))) {
            return Stream.concat(labs, tests)
                    .filter(file -> file.endsWith(name))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode fields(Path exercise) {
        try {
            String yaml = Files.readString(exercise).split("(?m)^---\n", 3)[1];
            Map<String, String> draws = Parameter.draw(ParameterReader.read(yaml), 0);
            return yaml(Parameter.fill(yaml, draws));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode yaml(String text) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
