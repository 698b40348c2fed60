package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.FlowDirection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of a flow's line, sorted to where they belong: each {@code src} opens a direction. */
final class FlowWords {
    /** Words of a direction; everything else tells about the whole flow, wherever it stands. */
    private static final Set<String> OF_A_DIRECTION = Set.of(
            "src",
            "dst",
            "sport",
            "dport",
            "type",
            "code",
            "id",
            "srckey",
            "dstkey",
            "packets",
            "bytes",
            "zone-orig",
            "zone-reply");

    /** {@code [start=Sun Nov 22 07:36:01 2026]} and some room. */
    private static final int LONGEST_TIME = 64;

    private final List<FlowWord> words = new ArrayList<>();
    private final Map<FlowWord.Part, Map<String, String>> values = new EnumMap<>(FlowWord.Part.class);
    private FlowWord.Part direction = FlowWord.Part.FLOW;

    private FlowWords() {}

    private Map<String, String> of(FlowWord.Part part) {
        return values.computeIfAbsent(part, none -> new HashMap<>());
    }

    /** The words of a line from a 0-based place on. A bracket's blanks don't end its word. */
    static FlowWords read(String line, int from) {
        FlowWords read = new FlowWords();
        int at = from;
        while (at < line.length()) {
            if (line.charAt(at) == ' ' || line.charAt(at) == '\t') {
                at++;
            } else {
                int end = endOfWord(line, at);
                read.add(line.substring(at, end), at);
                at = end;
            }
        }
        return read;
    }

    static int endOfWord(String line, int start) {
        int blank = line.indexOf(' ', start);
        if (isTime(line, start)) {
            int most = Math.min(line.length(), start + LONGEST_TIME);
            int close = line.substring(start, most).indexOf(']');
            return close < 0 ? most : start + close + 1;
        }
        return blank < 0 ? line.length() : blank;
    }

    private static boolean isTime(String line, int start) {
        return line.startsWith("[start=", start) || line.startsWith("[stop=", start);
    }

    private void add(String word, int start) {
        boolean time = isTime(word, 0);
        String bare = time && word.endsWith("]") ? word.substring(1, word.length() - 1) : word;
        int equals = bare.startsWith("[") ? -1 : bare.indexOf('=');
        String key = equals < 0 ? "" : bare.substring(0, equals);
        String value = bare.substring(equals + 1);
        if (key.equals("src")) {
            direction = direction == FlowWord.Part.FLOW ? FlowWord.Part.ORIGINAL : FlowWord.Part.REPLY;
        }
        FlowWord.Part part = partOf(key);
        words.add(new FlowWord(part, key, value, start));
        if (!key.isEmpty()) {
            of(part).putIfAbsent(key, value);
        }
    }

    private FlowWord.Part partOf(String key) {
        Map<String, String> soFar = of(direction);
        // With -o id the flow's own id follows the directions; an id of a direction comes once, and with a type only.
        boolean ofTheFlow = !OF_A_DIRECTION.contains(key)
                || (key.equals("id") && (!soFar.containsKey("type") || soFar.containsKey("id")));
        return ofTheFlow ? FlowWord.Part.FLOW : direction;
    }

    List<FlowWord> words() {
        return words;
    }

    boolean flagged(String flag) {
        return words.stream()
                .anyMatch(word -> word.key().isEmpty() && word.value().equals(flag));
    }

    /** The mark of the flow; 0 where none is printed. */
    long mark() {
        return Numbers.decimal(of(FlowWord.Part.FLOW).getOrDefault("mark", ""), Numbers.MAX_32)
                .orElse(0L);
    }

    /** That direction; empty when the line has none or its addresses are not understood. */
    Optional<FlowDirection> direction(FlowWord.Part part) {
        Map<String, String> of = of(part);
        Optional<Address> source = Address.parse(of.getOrDefault("src", ""));
        Optional<Address> destination = Address.parse(of.getOrDefault("dst", ""));
        return source.flatMap(from -> destination.map(to -> new FlowDirection(
                from,
                to,
                number(of, "sport"),
                number(of, "dport"),
                number(of, "type"),
                number(of, "id"),
                Numbers.counters(of.getOrDefault("packets", ""), of.getOrDefault("bytes", "")))));
    }

    private static Optional<Integer> number(Map<String, String> words, String key) {
        return Numbers.decimal(words.getOrDefault(key, ""), 0xffff).map(Long::intValue);
    }
}
