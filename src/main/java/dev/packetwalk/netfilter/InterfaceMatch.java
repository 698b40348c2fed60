package dev.packetwalk.netfilter;

import java.util.List;

/**
 * The packet arrived on, or leaves through, one of these interfaces: {@code -i}, {@code -o}, {@code iifname}.
 *
 * @param direction which interface
 * @param anyOf any of these patterns matches its name
 */
public record InterfaceMatch(Direction direction, List<InterfacePattern> anyOf) implements Match {
    public InterfaceMatch {
        anyOf = List.copyOf(anyOf);
    }

    public static InterfaceMatch of(Direction direction, String pattern) {
        return new InterfaceMatch(direction, List.of(InterfacePattern.parse(pattern)));
    }
}
