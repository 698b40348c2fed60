package dev.packetwalk.grading;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Parameter;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A journal as a text that people can read: one entry a line, {@code <seconds> <kind> <words>}, and long texts in named parts that
 * begin with {@code -- <name> --}. Names of the exercise's parameters in double braces stand for their values.
 *
 * <pre>
 * 0.0 rules open                     the rules of the part "open" came into force
 * 0.1 rules open + beside            the same, and beside them what nft lists in the part "beside"
 * 0.2 probe box tcp open             the exercise's probe of that host and protocol came back so
 * 1.0 line
 * 2.0 flow NEW tcp 6 120 SYN_SENT …  what conntrack -E prints
 * 3.0 file /tmp/backup.rules open    the file was found to hold the part "open"
 * 4.0 flows listing                  what conntrack -L prints for the answers that follow
 * 5.0 answer entry protocol=tcp …
 * 6.0 gap
 * 9.0 now                            no entry: the time of the grade
 * </pre>
 */
final class Story {
    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Pattern PART = Pattern.compile("(?m)^-- (.+) --\n");

    private final Exercise exercise;
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final List<JournalEntry> journal = new ArrayList<>();
    private Optional<Instant> now = Optional.empty();
    private String flows = "";
    private long generation;

    private Story(Exercise exercise) {
        this.exercise = exercise;
        parts.put("topology", exercise.sandbox().topology().rules());
        parts.put("nothing", "");
    }

    /** @param common parts that several stories share */
    static Evidence evidence(Exercise exercise, long seed, String common, String text) {
        Story story = new Story(exercise);
        story.parts(filled(exercise, seed, common));
        String events = story.parts(filled(exercise, seed, text));
        events.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(story::event);
        return new Evidence(Optional.empty(), Map.of(), story.journal, Optional.empty(), story.now);
    }

    private static String filled(Exercise exercise, long seed, String text) {
        String filled = text;
        // Twice, because a parameter's value can be that of another one.
        for (int i = 0; i < 2; i++) {
            for (Parameter parameter : exercise.parameters()) {
                filled = filled.replace("{{" + parameter.name() + "}}", parameter.draw(seed));
            }
        }
        return filled;
    }

    /** Takes the named parts out of a text and returns what stands before them. */
    private String parts(String text) {
        Matcher part = PART.matcher(text);
        int end = text.length();
        int from = -1;
        String name = "";
        String before = text;
        while (part.find()) {
            if (from < 0) {
                before = text.substring(0, part.start());
            } else {
                parts.put(name, text.substring(from, part.start()));
            }
            name = part.group(1);
            from = part.end();
        }
        if (from >= 0) {
            parts.put(name, text.substring(from, end));
        }
        return before;
    }

    private void event(String line) {
        String[] words = line.strip().split(" +", 3);
        Instant at = START.plusMillis(Math.round(Double.parseDouble(words[0]) * 1000));
        String rest = words.length > 2 ? words[2] : "";
        switch (words[1]) {
            case "rules" ->
                add(at, new JournalEvent.RulesetBecame(snapshot(++generation, rest.split(" [+] ", -1)), "iptables"));
            case "counted" ->
                add(at, new JournalEvent.RulesetBecame(new RulesetSnapshot(generation, part(rest), ""), ""));
            case "probe" -> add(at, probed(rest.split(" ", -1)));
            case "line" -> add(at, new JournalEvent.LineEntered());
            case "gap" -> add(at, new JournalEvent.Gap());
            case "flow" -> {
                String[] flow = rest.split(" ", 2);
                add(at, new JournalEvent.FlowChanged(JournalEvent.FlowChange.valueOf(flow[0]), flow[1]));
            }
            case "file" -> {
                String[] file = rest.split(" ", -1);
                add(
                        at,
                        new JournalEvent.FileBecame(
                                file[0], file.length > 1 ? Optional.of(part(file[1])) : Optional.empty()));
            }
            case "flows" -> flows = part(rest);
            case "answer" -> add(at, answered(rest.split(" ", -1)));
            case "now" -> now = Optional.of(at);
            default -> throw new IllegalArgumentException("not a line of a story: " + line);
        }
    }

    private RulesetSnapshot snapshot(long number, String[] names) {
        return new RulesetSnapshot(number, part(names[0]), names.length > 1 ? part(names[1]) : "");
    }

    private void add(Instant at, JournalEvent event) {
        journal.add(new JournalEntry(journal.size() + 1L, at, event));
    }

    private JournalEvent probed(String[] words) {
        Probe probe = Probes.of(exercise).stream()
                .filter(p -> p.from().equals(words[0])
                        && p.protocol().name().toLowerCase(Locale.ROOT).equals(words[1]))
                .findFirst()
                .orElseThrow();
        ProbeResult.Answer answer = ProbeResult.Answer.valueOf(words[2].toUpperCase(Locale.ROOT));
        return new JournalEvent.Probed(probe, new ProbeResult(answer, "", Duration.ofMillis(1)), generation);
    }

    private JournalEvent answered(String[] words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] field = words[i].split("=", 2);
            values.put(field[0], field[1]);
        }
        return new JournalEvent.Answered(exercise.id(), words[0], values, flows);
    }

    private String part(String name) {
        String part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("no part '" + name + "' among " + parts.keySet());
        }
        return part;
    }
}
