package dev.packetwalk.netfilter;

import java.util.List;

/**
 * One use of an iptables match module: {@code -m tcp --dport 22}. Holds when all its options hold, so a bare
 * {@code -m tcp} always does.
 *
 * @param name the module's name, such as {@code tcp} or {@code conntrack}
 * @param options in the order in which they were written
 */
public record Extension(String name, List<Match> options) implements Match {
    public Extension {
        options = List.copyOf(options);
    }
}
