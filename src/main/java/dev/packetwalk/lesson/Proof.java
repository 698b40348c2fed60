package dev.packetwalk.lesson;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shell scripts which show that an exercise's checks tell right from wrong. Each is typed into a box as a learner would.
 *
 * @param solution the way the lesson would do it; null while the exercise is not graded
 * @param ways other right ways
 * @param mutants plausible mistakes
 */
public record Proof(@Nullable Script solution, List<Script> ways, List<Mutant> mutants) {
    /** What an exercise has that brings no scripts. */
    public static final Proof NONE = new Proof(null, List.of(), List.of());

    public Proof {
        ways = List.copyOf(ways);
        mutants = List.copyOf(mutants);
    }

    /**
     * A script that leads to a passed exercise.
     *
     * @param name its file's name without {@code .sh}
     * @param text all of it
     */
    public record Script(String name, String text) {
        /** What is entered one after the other, each once the one before has ended: the parts between empty lines. */
        public List<String> entries() {
            return Proof.entries(text);
        }
    }

    /**
     * A script that must not lead to a passed exercise.
     *
     * @param name its file's name without {@code .sh}
     * @param fails the id of a check that it must fail, from its line {@code # fails: <check>}
     * @param step the step at which it gets stuck if that check is a sequence and the line says {@code <check>/<step>}; empty
     *     otherwise
     * @param text all of it
     */
    public record Mutant(String name, String fails, Optional<String> step, String text) {
        /** As {@link Script#entries}. */
        public List<String> entries() {
            return Proof.entries(text);
        }
    }

    /**
     * Defines the shell function by which a script answers a question: {@code answer <check> <field>=<value>...}. To be entered
     * before the script; what it prints, on a line of its own, is read by {@link #answers}. Values hold no spaces.
     */
    public static final String ANSWER_FUNCTION = "answer() { printf '\\n@answer'; printf ' %s' \"$@\"; echo; }";

    private static final Pattern ANSWER =
            Pattern.compile("(?m)^@answer (?<check>[a-z][a-z0-9-]*)(?<fields>( [^\\s=]+=\\S*)*)\\s*$");

    /**
     * An answer that a script has given.
     *
     * @param values by field
     */
    public record Answer(String check, Map<String, String> values) {
        public Answer {
            values = Map.copyOf(values);
        }
    }

    /** The answers in what a terminal has printed, in order. */
    public static List<Answer> answers(String printed) {
        return ANSWER.matcher(printed)
                .results()
                .map(found -> new Answer(found.group(1), fields(found.group(2))))
                .toList();
    }

    private static Map<String, String> fields(String words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words.strip().split(" +", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return values;
    }

    private static List<String> entries(String text) {
        return Arrays.stream(text.split("\\n(?:[ \\t]*\\n)+", -1))
                .map(String::strip)
                .filter(entry -> !entry.lines().allMatch(line -> line.isBlank() || line.startsWith("#")))
                .toList();
    }
}
