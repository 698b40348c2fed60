package dev.packetwalk.cli;

import dev.packetwalk.netfilter.text.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Ends a tool with exit status 2. The message is for whoever gave the input, one line a problem. */
final class BadInputException extends RuntimeException {
    BadInputException(String message) {
        super(message);
    }

    /** One line a problem, each with the name of the input. */
    static BadInputException of(String input, List<Problem> problems) {
        return new BadInputException(
                problems.stream().map(problem -> input + ": " + problem).collect(Collectors.joining("\n")));
    }
}
