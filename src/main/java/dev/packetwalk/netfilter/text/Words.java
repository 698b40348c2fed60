package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words of one line, taken one after the other.
 *
 * <p>Splits as iptables-restore 1.8.9 does (xshared.c, add_param_to_argv): blanks separate, only double quotes quote, a
 * backslash escapes only inside quotes, and a closing quote ends the word.
 */
final class Words {
    private final List<Word> words;
    private final int end;
    private int position;

    private Words(List<Word> words, int end) {
        this.words = words;
        this.end = end;
    }

    static Words split(String line) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (isBlank(c)) {
                at++;
            } else if (c == '"') {
                at = quoted(line, at, words);
            } else {
                at = bare(line, at, words);
            }
        }
        return new Words(words, line.length() + 1);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static int quoted(String line, int start, List<Word> words) {
        StringBuilder text = new StringBuilder();
        int at = start + 1;
        while (at < line.length() && line.charAt(at) != '"') {
            if (line.charAt(at) == '\\' && at + 1 < line.length()) {
                at++;
            }
            text.append(line.charAt(at++));
        }
        int after = Math.min(at + 1, line.length());
        words.add(new Word(text.toString(), line.substring(start, after), start + 1));
        return after;
    }

    private static int bare(String line, int start, List<Word> words) {
        int at = start;
        while (at < line.length() && !isBlank(line.charAt(at)) && line.charAt(at) != '"') {
            at++;
        }
        String text = line.substring(start, at);
        words.add(new Word(text, text, start + 1));
        return at;
    }

    boolean hasNext() {
        return position < words.size();
    }

    Word next() {
        return words.get(position++);
    }

    /** The next word, or an empty one behind the line's end. */
    Word peek() {
        return peek(0);
    }

    Word peek(int ahead) {
        return position + ahead < words.size() ? words.get(position + ahead) : new Word("", "", end);
    }

    /** Takes the next word when it is that one; says whether it was. */
    boolean take(String word) {
        boolean taken = peek().is(word);
        position += taken ? 1 : 0;
        return taken;
    }

    /**
     * The counters of a rule among its words.
     *
     * @param start 0-based place in the line of the blank before {@code -c}
     * @param end 0-based place behind the second number
     */
    record Counted(Counters counters, int start, int end) {}

    /**
     * Takes {@code -c packets bytes} out of the words to come, which iptables -S -v puts before the target; empty when there
     * are none.
     */
    Optional<Counted> takeCounters() {
        for (int i = position; i + 2 < words.size(); i++) {
            Word last = words.get(i + 2);
            if (words.get(i).is("-c")
                    && (i + 3 == words.size() || words.get(i + 3).startsJump())) {
                Optional<Counters> counters = Numbers.counters(words.get(i + 1).text(), last.text());
                if (counters.isPresent()) {
                    int start = words.get(i).column() - 2;
                    int end = last.column() - 1 + last.raw().length();
                    words.subList(i, i + 3).clear();
                    return Optional.of(new Counted(counters.get(), start, end));
                }
            }
        }
        return Optional.empty();
    }

    /** Takes that many words, or all that are left. */
    void skip(int count) {
        position = (int) Math.min(words.size(), (long) position + count);
    }

    int position() {
        return position;
    }

    void back(int earlierPosition) {
        position = earlierPosition;
    }

    /** The words from an earlier position up to here, as they were written. */
    List<String> rawSince(int earlierPosition) {
        return words.subList(earlierPosition, position).stream().map(Word::raw).toList();
    }
}
