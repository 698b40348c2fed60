package dev.packetwalk.netfilter;

import java.util.List;

/**
 * A target whose effect the model does not know. Kept as it was written.
 *
 * @param name the target's name
 * @param options as they were written
 */
public record UnknownTarget(String name, List<String> options) implements Target {
    public UnknownTarget {
        options = List.copyOf(options);
    }
}
