package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every language says everything, and nothing else. */
class LanguagesTest {
    private static final Path FILES = Path.of("src/main/resources/dev/packetwalk/grading");
    private static final Path CODE = Path.of("src/main/java/dev/packetwalk/grading");

    /** A reader's problem is told in its own words where those are English, and by its line where they are not. */
    private static final Set<String> EITHER = Set.of("problem", "content");

    private record LanguageFile(String name, Properties texts) {}

    @TestFactory
    Stream<DynamicTest> every_language_has_a_pattern_for_every_key() throws IOException {
        List<LanguageFile> languages = languages();
        assertThat(languages).hasSizeGreaterThanOrEqualTo(2);
        return languages.stream()
                .map(language -> DynamicTest.dynamicTest(language.name(), () -> {
                    Set<String> keys =
                            Arrays.stream(Key.values()).map(Key::toString).collect(Collectors.toSet());
                    assertThat(language.texts().stringPropertyNames())
                            .filteredOn(name -> !name.startsWith("list.") && !name.equals("plurals"))
                            .containsExactlyInAnyOrderElementsOf(keys);
                }));
    }

    @TestFactory
    Stream<DynamicTest> every_pattern_has_the_gaps_of_its_key() throws IOException {
        return languages().stream()
                .map(language -> DynamicTest.dynamicTest(language.name(), () -> {
                    for (Key key : Key.values()) {
                        Set<String> gaps =
                                new TreeSet<>(Pattern.parse(language.texts().getProperty(key.toString()))
                                        .gaps());
                        Set<String> named = new TreeSet<>(key.gaps());
                        if (key == Key.FILE_NOT_READ) {
                            assertThat(gaps).containsAnyElementsOf(EITHER);
                            gaps.addAll(EITHER);
                        }
                        named.removeIf(gap -> !gaps.contains(gap) && onlyCounts(gap, key));
                        assertThat(gaps).as(key.toString()).isEqualTo(named);
                    }
                }));
    }

    /** Whether English needs it for its plurals alone, which other languages may not have. */
    private static boolean onlyCounts(String gap, Key key) {
        return Wording.ENGLISH
                .pattern(key)
                .all()
                .filter(piece -> new Pattern(List.of(piece)).gaps().contains(gap))
                .allMatch(piece ->
                        piece instanceof Pattern.Plural plural && plural.name().equals(gap));
    }

    @TestFactory
    Stream<DynamicTest> every_list_is_joined_in_a_way_that_the_file_states() throws IOException {
        return languages().stream()
                .map(language -> DynamicTest.dynamicTest(language.name(), () -> {
                    Set<String> styles = Arrays.stream(Key.values())
                            .map(key -> Pattern.parse(language.texts().getProperty(key.toString())))
                            .flatMap(Pattern::all)
                            .flatMap(piece ->
                                    piece instanceof Pattern.Listed listed ? Stream.of(listed.style()) : Stream.empty())
                            .collect(Collectors.toCollection(TreeSet::new));
                    assertThat(language.texts().stringPropertyNames())
                            .filteredOn(name -> name.startsWith("list.") && !name.endsWith(".last"))
                            .extracting(name -> name.substring("list.".length()))
                            .containsExactlyInAnyOrderElementsOf(styles);
                    assertThat(language.texts().stringPropertyNames())
                            .filteredOn(name -> name.startsWith("list."))
                            .allSatisfy(name -> assertThat(
                                            Pattern.parse(language.texts().getProperty(name))
                                                    .gaps())
                                    .containsExactlyInAnyOrder("first", "next"));
                }));
    }

    @Test
    void every_key_is_said_somewhere() throws IOException {
        String code;
        try (Stream<Path> sources = Files.list(CODE)) {
            code = sources.filter(file -> Files.isRegularFile(file) && !file.endsWith("Key.java"))
                    .map(LanguagesTest::text)
                    .collect(Collectors.joining());
        }
        assertThat(Key.values()).allSatisfy(key -> assertThat(code).containsPattern("Key\\." + key.name() + "\\b"));
    }

    @Test
    void a_language_without_a_file_is_english() {
        assertThat(Wording.in(Locale.forLanguageTag("tlh"))).isSameAs(Wording.ENGLISH);
        assertThat(Wording.in(Locale.ROOT)).isSameAs(Wording.ENGLISH);
        assertThat(Wording.in(Locale.SIMPLIFIED_CHINESE)).isNotSameAs(Wording.ENGLISH);
        assertThat(Wording.find("../grading/reasons_en")).isEmpty();
    }

    @Test
    void the_machines_own_language_makes_no_difference() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
            assertThat(Wording.in(Locale.ENGLISH)).isSameAs(Wording.ENGLISH);
            assertThat(Wording.ENGLISH.text(new Reason(Message.of(Key.NOT_ANSWERED))))
                    .isEqualTo("Not answered yet.");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static List<LanguageFile> languages() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.filter(file -> file.toString().endsWith(".properties"))
                    .sorted()
                    .map(file -> new LanguageFile(file.getFileName().toString(), texts(file)))
                    .toList();
        }
    }

    private static Properties texts(Path file) {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
