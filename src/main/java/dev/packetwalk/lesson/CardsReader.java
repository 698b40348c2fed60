package dev.packetwalk.lesson;

import dev.packetwalk.lesson.Flashcard.Face;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the flashcards of a lesson: {@code cards.yaml}, and its translations such as {@code cards.zh-CN.yaml}, which have the
 * texts of every card and nothing else.
 *
 * @param folder the lesson's
 * @param exercises the ids of its exercises
 */
record CardsReader(Folder folder, Set<String> exercises) {
    private static final int FORMAT = 1;
    private static final String FILE = "cards.yaml";
    private static final Pattern TRANSLATED =
            Pattern.compile("cards\\.(?<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\\.yaml");

    /** Whether a file of this name is read here. */
    static boolean knows(String entry) {
        return entry.equals(FILE) || TRANSLATED.matcher(entry).matches();
    }

    /** The cards, in order; none if the lesson has no such file. */
    List<Flashcard> read() {
        if (!folder.hasFile(FILE)) {
            return List.of();
        }
        Map<String, Optional<String>> after = new LinkedHashMap<>();
        Map<String, Face> english =
                folder.read(FILE).map(text -> faces(text, after)).orElse(Map.of());
        Map<String, Map<String, Face>> translations = new TreeMap<>();
        for (String entry : folder.entries()) {
            Matcher name = TRANSLATED.matcher(entry);
            if (name.matches()) {
                translations.put(name.group("language"), translated(entry, english.keySet()));
            }
        }
        return english.entrySet().stream()
                .map(card -> new Flashcard(
                        card.getKey(),
                        after.getOrDefault(card.getKey(), Optional.empty()),
                        card.getValue(),
                        inAll(card.getKey(), translations)))
                .toList();
    }

    private Map<String, Face> faces(String yaml, Map<String, Optional<String>> after) {
        Report report = folder.report(FILE);
        Map<String, Face> faces = new LinkedHashMap<>();
        try (Fields fields = Fields.of(yaml, 0, report)) {
            fields.number("format", FORMAT, FORMAT);
            fields.all("cards", card -> {
                String id = card.id("id");
                after.put(id, after(card));
                return add(card, id, faces);
            });
        }
        return faces;
    }

    private Optional<String> after(Fields card) {
        Optional<Fields.Text> after = card.optionalText("after");
        after.filter(exercise -> !exercises.contains(exercise.value()))
                .ifPresent(exercise -> card.report()
                        .add(
                                exercise.line(),
                                "there is no exercise '" + exercise.value() + "'",
                                "name one by its folder without the number, or leave 'after' out"));
        return after.map(Fields.Text::value);
    }

    private Map<String, Face> translated(String file, Set<String> ids) {
        Report report = folder.report(file);
        Map<String, Face> faces = new LinkedHashMap<>();
        folder.read(file).ifPresent(yaml -> {
            try (Fields fields = Fields.of(yaml, 0, report)) {
                fields.all("cards", card -> {
                    String id = card.id("id");
                    if (!ids.contains(id)) {
                        report.add(card.line("id"), "there is no card '" + id + "'", "take the ids of " + FILE);
                    }
                    return add(card, id, faces);
                });
            }
            ids.stream()
                    .filter(id -> !faces.containsKey(id))
                    .forEach(id -> report.add(0, "card '" + id + "' is not translated", "add it"));
        });
        return faces;
    }

    private static Face add(Fields card, String id, Map<String, Face> faces) {
        Report report = card.report();
        Face face = new Face(
                card.text("topic").value(),
                Markdown.snippet(card.text("question"), report),
                Markdown.snippet(card.text("answer"), report));
        if (faces.put(id, face) != null) {
            report.add(card.line("id"), "a second card '" + id + "'", "choose another id for one of the two");
        }
        return face;
    }

    private static Map<String, Face> inAll(String id, Map<String, Map<String, Face>> translations) {
        return translations.entrySet().stream()
                .filter(language -> language.getValue().containsKey(id))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, language -> language.getValue().get(id)));
    }
}
