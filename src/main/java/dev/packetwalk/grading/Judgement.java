package dev.packetwalk.grading;

import dev.packetwalk.lesson.Check.Ending;
import dev.packetwalk.lesson.Packets;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.walk.Outcome;
import dev.packetwalk.netfilter.walk.PacketSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The outcomes of one kind of packets, held against how they should end.
 *
 * @param packets the kind
 * @param wanted how each of them should end
 * @param outcomes all of them
 * @param unchanged whether packets are in the end what they were when they arrived
 */
record Judgement(Packets packets, Ending wanted, List<Outcome> outcomes, boolean unchanged) {
    static Judgement of(RulesInForce rules, Packets packets, Ending wanted) {
        return new Judgement(packets, wanted, rules.outcomes(packets), !rules.changePackets());
    }

    /** An outcome that is wrong, and a packet that shows it. */
    record Wrong(Outcome outcome, Packet example) {}

    /**
     * A packet that certainly ends otherwise: whatever the rules do that cannot be foreseen, no case of it ends as it should.
     */
    Optional<Wrong> wrong() {
        return outcomes.stream()
                .filter(this::isWrong)
                .flatMap(outcome -> Examples.of(hopeless(outcome)).map(packet -> new Wrong(outcome, packet)).stream())
                .findFirst();
    }

    /** The packets of a wrong outcome that no other case saves. */
    private PacketSet hopeless(Outcome wrong) {
        if (wrong.certain()) {
            return wrong.packets();
        }
        List<Outcome> saving = outcomes.stream()
                .filter(other -> !isWrong(other))
                .filter(other -> Stream.concat(other.dependsOn().stream(), Names.rule(other.decidedBy()).stream())
                        .anyMatch(wrong.dependsOn()::contains))
                .toList();
        if (!unchanged && !saving.isEmpty()) {
            return PacketSet.none();
        }
        PacketSet rest = wrong.packets();
        for (Outcome other : saving) {
            rest = rest.subtract(other.packets());
        }
        return rest;
    }

    /** An outcome that may be wrong: it comes about in some cases that cannot be told from the packet, or is unknown itself. */
    Optional<Outcome> doubtful() {
        return outcomes.stream()
                .filter(o -> !Endings.agrees(wanted, o.verdict()))
                .findFirst();
    }

    private boolean isWrong(Outcome outcome) {
        return !Endings.agrees(wanted, outcome.verdict()) && outcome.verdict() != Verdict.UNDECIDED;
    }
}
