package dev.packetwalk.netfilter;

import java.util.List;

/**
 * A target that does something beside deciding, such as LOG or TCPMSS, and lets the walk go on. What it may change is nothing
 * that another typed match looks at.
 *
 * @param name the target's name
 * @param options as they were written
 */
public record PassThrough(String name, List<String> options) implements Target {
    public PassThrough {
        options = List.copyOf(options);
    }
}
