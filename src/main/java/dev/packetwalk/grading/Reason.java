package dev.packetwalk.grading;

import java.util.List;
import java.util.Map;

/**
 * What was observed, in no language yet; equal reasons say the same in every language. {@link Wording} puts them into words.
 *
 * @param message one sentence or several
 */
public record Reason(Message message) {
    /** One or more sentences, one after the other. */
    static Reason of(List<Message> sentences) {
        return new Reason(all(sentences));
    }

    /** One or more sentences as one message. */
    static Message all(List<Message> sentences) {
        return sentences.size() == 1
                ? sentences.getFirst()
                : new Message(Key.SENTENCES, Map.of("sentences", new Argument.Many(sentences)));
    }

    /** Words as they are, the same in every language: what was kept before there were languages, or is not said any more. */
    public static Reason kept(List<Phrase> phrases) {
        List<Argument> words = phrases.stream()
                .map(phrase -> phrase.code() ? new Argument.Code(phrase.text()) : new Argument.Name(phrase.text()))
                .map(Argument.class::cast)
                .toList();
        return new Reason(new Message(
                Key.KEPT,
                Map.of("words", new Argument.Many(words.isEmpty() ? List.of(new Argument.Name("")) : words))));
    }

    /** A reason without code in it, the same in every language; see {@link #kept}. */
    public static Reason of(String text) {
        return kept(List.of(new Phrase(text, false)));
    }

    /** The reason in English as one line of plain text, code between backticks. */
    @Override
    public String toString() {
        return Wording.ENGLISH.text(this);
    }

    /**
     * A run of words.
     *
     * @param text hostile text: to be escaped
     * @param code whether it is a rule or a command, to be set as code
     */
    public record Phrase(String text, boolean code) {}
}
