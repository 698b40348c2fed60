package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Choice;
import dev.packetwalk.grading.Argument.Name;
import dev.packetwalk.grading.Argument.Whole;
import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Check.Confirmation;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides about a {@link Check.Probed}, and says where real packets contradict what the walk predicts. */
final class ProbeGrading {
    private static final String BOX = "box";

    private final RulesInForce rules;
    private final Evidence evidence;

    ProbeGrading(RulesInForce rules, Evidence evidence) {
        this.rules = rules;
        this.evidence = evidence;
    }

    Finding grade(Check.Probed check) {
        Confirmation expected = check.expected();
        Optional<ProbeResult> result = result(expected.probe());
        if (result.isEmpty()) {
            return Finding.waiting(Key.PROBE_UNDER_WAY);
        }
        boolean agrees = expected.answers().contains(result.get().answer());
        return new Finding(agrees ? State.PASSED : State.FAILED, answered(expected.probe(), result.get()), List.of());
    }

    /** Why the walk alone does not decide: a probe has not come back yet, or says something else; empty if all agree. */
    Optional<Finding> contradiction(Check.Verdict check) {
        List<Confirmation> telling =
                check.confirmations().stream().filter(this::isTelling).toList();
        for (Confirmation confirmation : telling) {
            Optional<ProbeResult> result = result(confirmation.probe());
            if (result.isPresent()
                    && !confirmation.answers().contains(result.get().answer())) {
                return Optional.of(new Finding(
                        State.UNDECIDED,
                        message(Key.PROBE_CONTRADICTS, confirmation.probe(), result.get()),
                        List.of()));
            }
        }
        return telling.stream().allMatch(c -> result(c.probe()).isPresent())
                ? Optional.empty()
                : Optional.of(Finding.waiting(Key.PROBE_TO_CONFIRM));
    }

    /** What became of a real packet. */
    static Message answered(Probe probe, ProbeResult result) {
        return message(Key.PROBE_ANSWERED, probe, result);
    }

    private static Message message(Key key, Probe probe, ProbeResult result) {
        return new Message(key, Map.of("probe", words(probe), "answer", Choice.of(result.answer())));
    }

    /** A probe of the box's own says nothing about what comes in unless it gets out in the first place. */
    private boolean isTelling(Confirmation confirmation) {
        return !confirmation.probe().from().equals(BOX)
                || rules.letsOut(confirmation.probe().destination());
    }

    private Optional<ProbeResult> result(Probe probe) {
        long generation = evidence.ruleset().map(r -> r.generation()).orElse(-1L);
        return Optional.ofNullable(evidence.probes().get(probe))
                .filter(answered -> answered.generation() == generation)
                .map(Evidence.Answered::result);
    }

    private static Message words(Probe probe) {
        Message from = probe.from().equals(BOX)
                ? Message.of(Key.YOUR_MACHINE)
                : new Message(Key.HOST, Map.of("name", new Name(probe.from())));
        Name to = new Name(probe.destination().toString());
        Whole port = new Whole(probe.port());
        return switch (probe.protocol()) {
            case TCP -> new Message(Key.PROBE_TCP, Map.of("from", from, "to", to, "port", port));
            case UDP -> new Message(Key.PROBE_UDP, Map.of("from", from, "to", to, "port", port));
            case ICMP -> new Message(Key.PROBE_PING, Map.of("from", from, "to", to));
        };
    }
}
