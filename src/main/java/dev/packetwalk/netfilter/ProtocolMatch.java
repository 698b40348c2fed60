package dev.packetwalk.netfilter;

import java.util.List;

/**
 * The packet's transport protocol is one of these.
 *
 * @param anyOf one for {@code -p}, any number for an nft set
 */
public record ProtocolMatch(List<Protocol> anyOf) implements Match {
    public ProtocolMatch {
        anyOf = List.copyOf(anyOf);
    }

    public static ProtocolMatch of(Protocol protocol) {
        return new ProtocolMatch(List.of(protocol));
    }
}
