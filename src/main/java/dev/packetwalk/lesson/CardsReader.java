package dev.packetwalk.lesson;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the flashcards of a lesson, from {@code cards.yaml}.
 *
 * @param report of that file
 * @param isExercise whether the lesson has an exercise of this id
 */
record CardsReader(Report report, Predicate<String> isExercise) {
    private static final int FORMAT = 1;

    List<Flashcard> read(String yaml) {
        try (Fields fields = Fields.of(yaml, 0, report)) {
            fields.number("format", FORMAT, FORMAT);
            Set<String> ids = new HashSet<>();
            return fields.all("cards", card -> card(card, ids));
        }
    }

    private Flashcard card(Fields fields, Set<String> ids) {
        String id = fields.id("id");
        if (!id.isEmpty() && !ids.add(id)) {
            report.add(fields.line("id"), "a second card '" + id + "'", "choose another id for one of the two");
        }
        Optional<Fields.Text> after = fields.optionalText("after");
        after.filter(exercise -> !isExercise.test(exercise.value()))
                .ifPresent(exercise -> report.add(
                        exercise.line(),
                        "there is no exercise '" + exercise.value() + "'",
                        "name one by its folder without the number, or leave 'after' out"));
        return new Flashcard(
                id,
                fields.text("topic").value(),
                after.map(Fields.Text::value),
                Markdown.snippet(fields.text("question"), report),
                Markdown.snippet(fields.text("answer"), report));
    }
}
