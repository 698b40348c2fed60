package dev.packetwalk.netfilter;

import java.util.List;

/**
 * Gives the packet the mark of its flow, which no rule shows: {@code -j CONNMARK --restore-mark}.
 *
 * @param options as they were written
 */
public record RestoreMark(List<String> options) implements Target {
    public RestoreMark {
        options = List.copyOf(options);
    }
}
