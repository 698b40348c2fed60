package dev.packetwalk.grading;

import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.FlowPattern;
import dev.packetwalk.lesson.Packets;
import dev.packetwalk.lesson.Question;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What an exercise's author calls things, in another language; see {@link Wording#with}. */
public final class AuthorsWords {
    private AuthorsWords() {}

    /**
     * From the words of an exercise to those of its translation.
     *
     * @param graded the edition that is graded
     * @param translated the same edition with other texts: check by check and packet by packet
     */
    public static UnaryOperator<String> between(Exercise graded, Exercise translated) {
        Map<String, String> words = new HashMap<>();
        Iterator<String> there =
                translated.allChecks().flatMap(AuthorsWords::of).iterator();
        graded.allChecks().flatMap(AuthorsWords::of).forEach(here -> {
            if (there.hasNext()) {
                words.put(here, there.next());
            }
        });
        return text -> words.getOrDefault(text, text);
    }

    /** Everything that a reason may say of a check in its author's words, in one order for every language. */
    private static Stream<String> of(Check check) {
        return Stream.concat(
                Stream.of(check.title()),
                switch (check) {
                    case Check.Verdict verdict -> packets(verdict.packets());
                    case Check.Order order -> Stream.concat(packets(order.accepted()), packets(order.dropped()));
                    case Check.Overruled overruled -> packets(overruled.packets());
                    case Check.Flowed flowed -> Stream.of(flowed.flow().words());
                    case Check.Asked asked ->
                        Stream.concat(
                                asked.questions().stream().flatMap(AuthorsWords::of),
                                asked.about().map(FlowPattern::words).stream());
                    case Check.Probed _, Check.Saved _, Check.Sequence _, Check.Restored _ -> Stream.empty();
                });
    }

    private static Stream<String> of(Question question) {
        return Stream.concat(
                Stream.of(question.label()), question.choices().stream().map(Question.Choice::label));
    }

    private static Stream<String> packets(List<Packets> packets) {
        return packets.stream().map(Packets::words);
    }
}
