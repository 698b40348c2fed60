package dev.packetwalk.lesson;

import java.util.List;

/**
 * One field of an answer.
 *
 * @param id unique within its check
 * @param label what is asked, for people
 * @param kind what can be answered
 * @param choices what can be chosen; empty for any other kind
 * @param source where the right value comes from; not for learners
 * @param tolerance by how much a number may be off; 0 for other kinds
 */
public record Question(String id, String label, Kind kind, List<Choice> choices, AnswerSource source, int tolerance) {
    public Question {
        choices = List.copyOf(choices);
    }

    /** The kinds of answer. */
    public enum Kind {
        /** One of {@link #choices}. */
        CHOICE,
        /** A whole number. */
        NUMBER,
        /** A port, 1 to 65535. */
        PORT,
        /** An IPv4 address. */
        ADDRESS,
        /** An IPv4 address, a colon and a port. */
        ENDPOINT,
        /** A word, whose case does not matter. */
        TEXT
    }

    /**
     * Something to choose.
     *
     * @param value what is answered by choosing it
     * @param label what it says
     */
    public record Choice(String value, String label) {}
}
