package dev.packetwalk.netfilter;

import java.util.List;

/**
 * A condition whose outcome the model does not know, because it takes more than the packet and its flow (a rate limit, the
 * owner of a socket) or because it was not understood. Kept as it was written.
 *
 * @param tokens the words, quoted as they were
 */
public record UnknownMatch(List<String> tokens) implements Match {
    public UnknownMatch {
        tokens = List.copyOf(tokens);
    }
}
