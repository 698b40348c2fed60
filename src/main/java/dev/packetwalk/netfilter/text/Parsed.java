package dev.packetwalk.netfilter.text;

import java.util.List;

/**
 * What a text says, as far as it was understood, and what was wrong with it.
 *
 * @param value everything that was understood; always there
 * @param problems in the order of the text; empty for a good one
 */
public record Parsed<T>(T value, List<Problem> problems) {
    public Parsed {
        problems = List.copyOf(problems);
    }
}
