package dev.packetwalk.grading;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What stands in a {@link Message} where its words have a gap. */
public sealed interface Argument
        permits Message,
                Argument.Code,
                Argument.Name,
                Argument.Authored,
                Argument.Whole,
                Argument.Span,
                Argument.Choice,
                Argument.Many {
    /** A rule, a command or what a learner answered, to be set as code: hostile text. */
    record Code(String text) implements Argument {}

    /** What is called the same in every language, such as a chain, an address, a path: may be hostile text. */
    record Name(String text) implements Argument {}

    /** Words of an exercise's author, such as {@code a stranger's first packet}, in the language that the exercise is written in. */
    record Authored(String text) implements Argument {}

    /** A number. */
    record Whole(long number) implements Argument {}

    /** How long something took or may take. */
    record Span(Duration length) implements Argument {}

    /** Not said itself: it decides which words of a pattern are. Lower case, {@code drop}. */
    record Choice(String value) implements Argument {
        static Choice of(Enum<?> value) {
            return new Choice(value.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Several, in order; at least one. The pattern says how they are joined. */
    record Many(List<? extends Argument> items) implements Argument {
        public Many {
            items = List.copyOf(items);
            if (items.isEmpty()) {
                throw new IllegalArgumentException("a list of nothing");
            }
        }
    }
}
