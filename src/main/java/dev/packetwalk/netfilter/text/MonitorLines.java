package dev.packetwalk.netfilter.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What both monitors' readers do with a text: every line gives a value, and a problem where it is not understood. */
final class MonitorLines {
    private MonitorLines() {}

    static Parsed<List<MonitorLine>> parse(
            String text, BiFunction<String, Integer, Optional<MonitorLine>> reader, String remedy) {
        List<MonitorLine> lines = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            Optional<MonitorLine> read = line.isBlank() ? Optional.empty() : reader.apply(line, number);
            if (read.isEmpty() && !line.isBlank()) {
                problems.add(new Problem(number, 1, "this line is not understood", remedy));
            }
            lines.add(read.orElse(new UnreadLine(line, number)));
        }
        return new Parsed<>(List.copyOf(lines), problems);
    }
}
