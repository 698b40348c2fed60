package dev.packetwalk.netfilter;

import java.util.List;

/**
 * Gives the packet a mark that no rule shows, such as one computed in nft. Kept as it was written.
 *
 * @param options as they were written
 */
public record UnknownMark(List<String> options) implements Target {
    public UnknownMark {
        options = List.copyOf(options);
    }
}
