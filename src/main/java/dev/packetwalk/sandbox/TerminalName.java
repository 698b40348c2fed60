package dev.packetwalk.sandbox;

import java.util.regex.Pattern;

/**
 * Names a terminal within its sandbox, such as {@code t1}.
 *
 * @param value {@code t} and a number from 1 to 99
 */
public record TerminalName(String value) {
    private static final Pattern FORM = Pattern.compile("t[1-9][0-9]?");

    /**
     * @throws IllegalArgumentException if the value is not {@code t1} to {@code t99}
     */
    public TerminalName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a terminal name: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
