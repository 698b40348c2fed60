package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.FlowDirection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code key=value} words of a flow's line, sorted to where they belong: each {@code src} opens a direction.
 *
 * @param directions the words of each direction
 * @param flags words in brackets
 * @param mark 0 where none is printed
 */
record FlowWords(List<Map<String, String>> directions, Set<String> flags, long mark) {
    /** Words that tell about the whole flow although they stand behind its second direction. */
    private static final Set<String> OF_THE_FLOW =
            Set.of("mark", "secmark", "secctx", "zone", "delta-time", "helper", "use", "labels");

    static FlowWords read(Words words) {
        List<Map<String, String>> directions = new ArrayList<>();
        Set<String> flags = new HashSet<>();
        long mark = 0;
        while (words.hasNext()) {
            String word = words.next().text();
            int equals = word.indexOf('=');
            String key = equals < 0 ? "" : word.substring(0, equals);
            String value = word.substring(equals + 1);
            if (key.isEmpty()) {
                flags.add(word);
            } else if (OF_THE_FLOW.contains(key)) {
                mark = key.equals("mark")
                        ? Numbers.decimal(value, Numbers.MAX_32).orElse(0L)
                        : mark;
            } else if (key.equals("src")) {
                directions.add(new HashMap<>(Map.of(key, value)));
            } else if (!directions.isEmpty()) {
                // With -o id the flow's own id follows those of both ICMP directions: the first one is the direction's.
                directions.getLast().putIfAbsent(key, value);
            }
        }
        return new FlowWords(directions, flags, mark);
    }

    /** The first or second direction; empty when the line has none or its addresses are not understood. */
    Optional<FlowDirection> direction(int index) {
        if (index >= directions.size()) {
            return Optional.empty();
        }
        Map<String, String> words = directions.get(index);
        Optional<Address> source = Address.parse(words.getOrDefault("src", ""));
        Optional<Address> destination = Address.parse(words.getOrDefault("dst", ""));
        return source.flatMap(from -> destination.map(to -> new FlowDirection(
                from,
                to,
                number(words, "sport"),
                number(words, "dport"),
                number(words, "type"),
                words.containsKey("type") ? number(words, "id") : Optional.empty(),
                counters(words))));
    }

    private static Optional<Integer> number(Map<String, String> words, String key) {
        return Numbers.decimal(words.getOrDefault(key, ""), 0xffff).map(Long::intValue);
    }

    private static Optional<Counters> counters(Map<String, String> words) {
        Optional<Long> packets = unsigned(words.getOrDefault("packets", ""));
        Optional<Long> bytes = unsigned(words.getOrDefault("bytes", ""));
        return packets.flatMap(p -> bytes.map(b -> new Counters(p, b)));
    }

    private static Optional<Long> unsigned(String text) {
        try {
            return Optional.of(Long.parseUnsignedLong(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
