package dev.packetwalk.grading;

import dev.packetwalk.grading.Reason.Phrase;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Puts reasons into the words of one language. A language is a file {@code reasons_<language>.properties} beside this class, with
 * a {@link Pattern} for every {@link Key}; {@code reasons.properties} is English, and says what another file does not. Immutable.
 */
public final class Wording {
    private static final String FILES = "dev.packetwalk.grading.reasons";
    private static final Control NO_OTHER_LANGUAGE = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
    private static final Map<Locale, Wording> READ = new ConcurrentHashMap<>();

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

        static Language of(ResourceBundle file) {
            Map<Key, Pattern> patterns = new EnumMap<>(Key.class);
            for (Key key : Key.values()) {
                patterns.put(key, Pattern.parse(file.getString(key.toString())));
            }
            Map<String, Pattern> lists = new HashMap<>();
            for (String name : file.keySet()) {
                if (name.startsWith("list.")) {
                    lists.put(name.substring("list.".length()), Pattern.parse(file.getString(name)));
                }
            }
            return new Language(patterns, lists, Plurals.parse(file.getString("plurals")));
        }
    }

    private Wording(Language language, UnaryOperator<String> authored) {
        this.language = language;
        this.authored = authored;
    }

    /** The words of that language, or of English if there are none. */
    public static Wording in(Locale locale) {
        ResourceBundle file = ResourceBundle.getBundle(FILES, locale, NO_OTHER_LANGUAGE);
        return READ.computeIfAbsent(file.getLocale(), _ -> new Wording(Language.of(file), UnaryOperator.identity()));
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
