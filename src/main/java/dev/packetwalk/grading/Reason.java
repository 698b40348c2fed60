package dev.packetwalk.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words to a learner in which some are code: their own rules and commands. All of it is text, none of it markup: a template
 * escapes every phrase.
 *
 * @param phrases in order
 */
public record Reason(List<Phrase> phrases) {
    public Reason {
        phrases = List.copyOf(phrases);
    }

    /** A reason without code in it. */
    public static Reason of(String text) {
        return new Builder().say(text).build();
    }

    /** Begins a reason. */
    public static Builder reason() {
        return new Builder();
    }

    /** The reason as one line of plain text, code between backticks. */
    @Override
    public String toString() {
        return phrases.stream()
                .map(p -> p.code() ? "`" + p.text() + "`" : p.text())
                .collect(Collectors.joining());
    }

    /**
     * A run of words.
     *
     * @param text hostile text
     * @param code whether it is a rule or a command, to be set as code
     */
    public record Phrase(String text, boolean code) {}

    /** Puts a reason together from left to right. */
    public static final class Builder {
        private final List<Phrase> phrases = new ArrayList<>();

        private Builder() {}

        /** Adds plain words. */
        public Builder say(String words) {
            phrases.add(new Phrase(words, false));
            return this;
        }

        /** Adds code. */
        public Builder code(String code) {
            phrases.add(new Phrase(code, true));
            return this;
        }

        /** Adds a phrase. */
        public Builder say(Phrase phrase) {
            phrases.add(phrase);
            return this;
        }

        /** Adds what another reason says. */
        public Builder say(Reason other) {
            phrases.addAll(other.phrases);
            return this;
        }

        /** The reason so far. */
        public Reason build() {
            return new Reason(phrases);
        }
    }
}
