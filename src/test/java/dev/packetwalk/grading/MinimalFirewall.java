package dev.packetwalk.grading;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The exercise minimal-firewall as the lesson states it, and evidence for it. */
final class MinimalFirewall {
    static final Exercise EXERCISE = Labs.exercise("minimal-firewall");
    private static final long GENERATION = 7;

    private MinimalFirewall() {}

    /** Grades rules with probes whose answers agree with what the checks state. */
    static Grade grade(String iptablesSave, String nft) {
        return Grader.grade(EXERCISE, evidence(iptablesSave, nft, agreeing()));
    }

    static Evidence evidence(String iptablesSave, String nft, Map<Probe, Evidence.Answered> probes) {
        return new Evidence(Optional.of(new RulesetSnapshot(GENERATION, iptablesSave, nft)), probes);
    }

    /** What comes back to each probe when all is well. */
    static Map<Probe, Evidence.Answered> agreeing() {
        return Probes.of(EXERCISE).stream()
                .collect(Collectors.toMap(Function.identity(), probe -> answered(agreeing(probe), GENERATION)));
    }

    static Evidence.Answered answered(ProbeResult.Answer answer, long generation) {
        return new Evidence.Answered(new ProbeResult(answer, "", Duration.ofMillis(1)), generation);
    }

    private static ProbeResult.Answer agreeing(Probe probe) {
        if (probe.from().equals("internet")) {
            return ProbeResult.Answer.FILTERED;
        }
        return probe.protocol() == Probe.Protocol.ICMP ? ProbeResult.Answer.REPLY : ProbeResult.Answer.OPEN;
    }
}
