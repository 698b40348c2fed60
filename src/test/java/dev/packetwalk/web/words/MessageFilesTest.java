package dev.packetwalk.web.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every language says everything, with the same values and the same markup. */
class MessageFilesTest {
    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Pattern FILE = Pattern.compile("(?<area>[a-z]+)_(?<language>[A-Za-z-]+)\\.properties");
    private static final Pattern VALUE = Pattern.compile("\\{\\w+}");
    private static final Pattern TAG = Pattern.compile("</?[a-z][^>]*>");
    private static final Pattern HAN = Pattern.compile("zh-CN|\\p{IsHan}");

    @TestFactory
    List<DynamicTest> every_file_says_what_the_english_one_says() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> DynamicTest.dynamicTest(name, () -> saysTheSame(name)))
                    .toList();
        }
    }

    @Test
    void every_language_has_every_area() throws IOException {
        Map<String, Set<String>> areas = new TreeMap<>();
        try (Stream<Path> files = Files.list(MESSAGES)) {
            files.map(file -> FILE.matcher(file.getFileName().toString())).forEach(name -> {
                assertThat(name.matches()).isTrue();
                areas.computeIfAbsent(name.group("language"), _ -> new TreeSet<>())
                        .add(name.group("area"));
            });
        }
        assertThat(areas).containsKeys("en", "zh-CN");
        assertThat(areas.values()).allSatisfy(of -> assertThat(of).isEqualTo(areas.get("en")));
    }

    @Test
    void no_code_knows_a_language_but_english() throws IOException {
        for (String place : List.of(
                "src/main/java/dev/packetwalk/web",
                "src/main/java/dev/packetwalk/lesson",
                "src/main/resources/templates",
                "frontend/src")) {
            try (Stream<Path> files = Files.walk(Path.of(place))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().contains("/words/zh"))
                        .toList()) {
                    String code = Files.readString(file).replaceAll("(?m)^\\s*(\\*|/\\*\\*|//|#).*$", "");
                    assertThat(HAN.matcher(code).results().map(MatchResult::group))
                            .as(file.toString())
                            .isEmpty();
                }
            }
        }
    }

    private static void saysTheSame(String name) throws IOException {
        String area = name.substring(0, name.indexOf('_'));
        Map<String, String> english = read(area + "_en.properties");
        Map<String, String> texts = read(name);
        assertThat(texts.keySet()).isEqualTo(english.keySet());
        texts.forEach((key, text) -> {
            String original = english.getOrDefault(key, "");
            assertThat(found(VALUE, text)).as("values in " + key).isEqualTo(found(VALUE, original));
            assertThat(found(TAG, text)).as("markup in " + key).isEqualTo(found(TAG, original));
            assertThat(TAG.matcher(text).find())
                    .as("markup only in …Html: " + key)
                    .isEqualTo(key.endsWith("Html"));
        });
    }

    private static Set<String> found(Pattern pattern, String text) {
        TreeSet<String> all = new TreeSet<>();
        pattern.matcher(text).results().map(MatchResult::group).forEach(all::add);
        return all;
    }

    /** As Qute reads them: a text a line, nothing escaped. */
    private static Map<String, String> read(String name) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (String line : Files.readAllLines(MESSAGES.resolve(name))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int at = line.indexOf('=');
                assertThat(at).as(line).isPositive();
                assertThat(texts.put(line.substring(0, at), line.substring(at + 1)))
                        .as("given twice: " + line)
                        .isNull();
            }
        }
        return texts;
    }
}
