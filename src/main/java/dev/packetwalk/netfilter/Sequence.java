package dev.packetwalk.netfilter;

import java.util.List;

/**
 * Several targets one after the other, as an nft rule may have them: {@code meta mark set 0x1 accept}.
 *
 * @param targets only the last may end or direct the walk
 */
public record Sequence(List<Target> targets) implements Target {
    public Sequence {
        targets = List.copyOf(targets);
    }
}
