package dev.packetwalk.lesson;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What authors call packets, flows, checks and questions, from one language to another. */
public final class AuthoredWords {
    private AuthoredWords() {}

    /**
     * From the words of an exercise to those of the same exercise in another language; gives back what it does not know.
     *
     * @param translated the same edition
     */
    public static UnaryOperator<String> translation(Exercise exercise, Exercise translated) {
        List<String> from = words(exercise);
        List<String> to = words(translated);
        Map<String, String> known = new HashMap<>();
        for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
            known.putIfAbsent(from.get(i), to.get(i));
        }
        return words -> known.getOrDefault(words, words);
    }

    private static List<String> words(Exercise exercise) {
        return Stream.concat(
                        exercise.allChecks().flatMap(check -> Stream.concat(Stream.of(check.title()), words(check))),
                        exercise.watched().stream().map(Exercise.Watched::words))
                .toList();
    }

    private static Stream<String> words(Check check) {
        return switch (check) {
            case Check.Verdict verdict -> verdict.packets().stream().map(Packets::words);
            case Check.Order order ->
                Stream.concat(order.accepted().stream(), order.dropped().stream())
                        .map(Packets::words);
            case Check.Overruled overruled -> overruled.packets().stream().map(Packets::words);
            case Check.Flowed flowed -> Stream.of(flowed.flow().words());
            case Check.Asked asked ->
                Stream.concat(
                        asked.about().stream().map(FlowPattern::words),
                        asked.questions().stream()
                                .flatMap(question -> Stream.concat(
                                        Stream.of(question.label()),
                                        question.choices().stream().map(Question.Choice::label))));
            case Check.Probed _, Check.Saved _, Check.Sequence _, Check.Restored _ -> Stream.empty();
        };
    }
}
