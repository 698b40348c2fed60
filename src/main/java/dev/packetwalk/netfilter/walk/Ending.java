package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Verdict;
import java.util.Optional;

/**
 * How a packet ends.
 *
 * @param answer what its sender is told; empty when nothing
 */
record Ending(Verdict verdict, Cause by, Optional<Answer> answer) {
    static Ending of(Verdict verdict, Cause by) {
        return new Ending(verdict, by, Optional.empty());
    }
}
