package dev.packetwalk.grading;

import dev.packetwalk.grading.Reason.Phrase;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts reasons into the words of one language. A language is a file {@code reasons_<tag>.properties} beside this class, such as
 * {@code reasons_zh-CN.properties}, with a {@link Pattern} for every {@link Key}; what a file does not say is said in English.
 * Immutable.
 */
public final class Wording {
    private static final Map<String, Wording> READ = new ConcurrentHashMap<>();
    private static final String LISTS = "list.";

    /** English. */
    public static final Wording ENGLISH = in(Locale.ENGLISH);

    private final Language language;
    private final UnaryOperator<String> authored;

    /**
     * A file as it was read.
     *
     * @param patterns of every key
     * @param lists by what is behind {@code list.}, such as {@code numbers} and {@code numbers.last}
     * @param plurals which number takes which
     */
    record Language(Map<Key, Pattern> patterns, Map<String, Pattern> lists, Plurals plurals) {
        Pattern pattern(Key key) {
            return Objects.requireNonNull(patterns.get(key), key::toString);
        }

        static Language of(Properties texts) {
            Map<Key, Pattern> patterns = new EnumMap<>(Key.class);
            for (Key key : Key.values()) {
                patterns.put(key, Pattern.parse(texts.getProperty(key.toString(), "")));
            }
            Map<String, Pattern> lists = new HashMap<>();
            for (String name : texts.stringPropertyNames()) {
                if (name.startsWith(LISTS)) {
                    lists.put(name.substring(LISTS.length()), Pattern.parse(texts.getProperty(name)));
                }
            }
            return new Language(patterns, lists, Plurals.parse(texts.getProperty("plurals", "")));
        }
    }

    private Wording(Language language, UnaryOperator<String> authored) {
        this.language = language;
        this.authored = authored;
    }

    /** The words of that language, or of English if there are none. */
    public static Wording in(Locale language) {
        return Stream.of(language.toLanguageTag(), language.getLanguage())
                .flatMap(tag -> find(tag).stream())
                .findFirst()
                .orElseGet(() -> find(Locale.ENGLISH.toLanguageTag()).orElseThrow());
    }

    /** The words of the language with exactly this tag, such as {@code zh-CN}; empty if there are none. */
    public static Optional<Wording> find(String tag) {
        Wording known = READ.get(tag);
        if (known != null) {
            return Optional.of(known);
        }
        // What is no tag may come from anywhere, and shall not name a file.
        if (!Locale.forLanguageTag(tag).toLanguageTag().equals(tag)) {
            return Optional.empty();
        }
        return read(tag).map(texts -> {
            Wording read = new Wording(Language.of(texts), UnaryOperator.identity());
            Wording other = READ.putIfAbsent(tag, read);
            return other == null ? read : other;
        });
    }

    private static Optional<Properties> read(String tag) {
        try (InputStream file = Wording.class.getResourceAsStream("reasons_" + tag + ".properties")) {
            if (file == null) {
                return Optional.empty();
            }
            Properties texts = new Properties();
            if (!tag.equals(Locale.ENGLISH.toLanguageTag())) {
                texts.putAll(read(Locale.ENGLISH.toLanguageTag()).orElseThrow());
            }
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return Optional.of(texts);
        } catch (IOException e) {
            throw new UncheckedIOException("the words of " + tag + " cannot be read", e);
        }
    }

    /**
     * The same with what an exercise's author wrote in this language too.
     *
     * @param translation from the words in which the exercise was graded; gives back what it does not know
     */
    public Wording with(UnaryOperator<String> translation) {
        return new Wording(language, translation);
    }

    Pattern pattern(Key key) {
        return language.pattern(key);
    }

    /** A reason as runs of words and code, in order. */
    public List<Phrase> phrases(Reason reason) {
        Speech speech = new Speech(language, authored);
        speech.say(reason.message());
        return speech.phrases();
    }

    /** A reason as one line of plain text, code between backticks. */
    public String text(Reason reason) {
        return phrases(reason).stream()
                .map(p -> p.code() ? "`" + p.text() + "`" : p.text())
                .collect(Collectors.joining());
    }
}
