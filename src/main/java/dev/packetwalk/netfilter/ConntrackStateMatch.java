package dev.packetwalk.netfilter;

import java.util.Set;

/**
 * Connection tracking says one of these about the packet: {@code --ctstate}, {@code --state}, {@code ct state}.
 *
 * @param states any of these holds
 * @param translations or the flow was rewritten in one of these ways
 */
public record ConntrackStateMatch(Set<ConnState> states, Set<Translation> translations) implements Match {
    public ConntrackStateMatch {
        states = Set.copyOf(states);
        translations = Set.copyOf(translations);
    }

    public static ConntrackStateMatch of(ConnState... states) {
        return new ConntrackStateMatch(Set.of(states), Set.of());
    }
}
