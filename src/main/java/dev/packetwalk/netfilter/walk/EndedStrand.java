package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Verdict;
import java.util.List;

/**
 * Packets whose way ends.
 *
 * @param strand the packets, with the memory of what was rewritten about them
 * @param verdict how they end
 * @param by the rule or policy that decided
 * @param path the jumps that led there
 */
record EndedStrand(Strand strand, Verdict verdict, Decider by, List<RuleAt> path) {
    Outcome outcome() {
        PacketSet packets = strand.packets();
        return new Outcome(
                packets.asTheyAre(), packets.asTheyCame(), verdict, by, path, List.copyOf(strand.dependsOn()));
    }
}
