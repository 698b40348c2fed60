package dev.packetwalk.netfilter.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code key=value} words of one line. Each is taken once; what is left over at the end was not understood. */
final class SpecWords {
    private static final Pattern WORD = Pattern.compile("\\S+");

    private record Placed(int column, String value) {}

    private final Map<String, Placed> left = new LinkedHashMap<>();
    private final Map<String, Integer> taken = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final int end;

    private SpecWords(int end) {
        this.end = end;
    }

    static SpecWords of(String text) {
        SpecWords words = new SpecWords(text.stripTrailing().length() + 1);
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = matcher.group();
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            if (words.left.containsKey(key)) {
                words.problems.add(new Problem(1, matcher.start() + 1, "a second " + key, "say it once"));
            } else {
                words.left.put(key, new Placed(matcher.start() + 1, value));
            }
        }
        return words;
    }

    /** The value of a word; empty where there is no such word, or where it is not understood, which is a problem. */
    <T> Optional<T> take(String key, Function<String, Optional<T>> read, String wanted) {
        Placed word = left.remove(key);
        if (word == null) {
            return Optional.empty();
        }
        taken.put(key, word.column());
        Optional<T> value = read.apply(word.value());
        if (value.isEmpty()) {
            problem(key, key + " is '" + word.value() + "'", "give " + wanted);
        }
        return value;
    }

    /** Takes a word that stands alone. */
    boolean flag(String key) {
        return take(key, value -> value.isEmpty() ? Optional.of(true) : Optional.empty(), "the word alone")
                .isPresent();
    }

    /** Notes a problem if a word that has been asked for was not there. */
    void demand(String key, String example) {
        if (!taken.containsKey(key)) {
            problems.add(new Problem(1, end, key + " is missing", "say it, " + example));
        }
    }

    /** Notes a problem at a word. */
    void problem(String key, String message, String remedy) {
        problems.add(new Problem(1, taken.getOrDefault(key, end), message, remedy));
    }

    /** All problems, those of words that nobody took included. */
    List<Problem> finish() {
        left.forEach((key, word) -> problems.add(new Problem(
                1, word.column(), "'" + key + "' does not belong here", "leave it out, or mind its spelling")));
        return List.copyOf(problems);
    }
}
