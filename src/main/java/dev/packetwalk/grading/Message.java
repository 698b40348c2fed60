package dev.packetwalk.grading;

import java.util.Map;

/**
 * Something to say, in no language yet: a sentence, several, or what to call something within one. {@link Wording} puts it into
 * words.
 *
 * @param key what is said
 * @param arguments one for each gap of the key, by its name
 */
public record Message(Key key, Map<String, Argument> arguments) implements Argument {
    public Message {
        arguments = Map.copyOf(arguments);
        // For what is said here; whoever reads messages asks beforehand. Grades come by the thousand.
        assert arguments.keySet().equals(key.gaps())
                : key + " has the gaps " + key.gaps() + ", not " + arguments.keySet();
    }

    /** One without gaps. */
    static Message of(Key key) {
        return new Message(key, Map.of());
    }
}
