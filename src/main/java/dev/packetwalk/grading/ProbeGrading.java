package dev.packetwalk.grading;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Check.Confirmation;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import java.util.List;
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
            return Finding.waiting("A real packet is on its way.");
        }
        boolean agrees = expected.answers().contains(result.get().answer());
        Reason reason = Reason.of(
                capital(words(expected.probe())) + " " + answer(result.get().answer()) + ".");
        return new Finding(agrees ? State.PASSED : State.FAILED, reason, List.of());
    }

    /** Why the walk alone does not decide: a probe has not come back yet, or says something else; empty if all agree. */
    Optional<Finding> contradiction(Check.Verdict check) {
        List<Confirmation> telling =
                check.confirmations().stream().filter(this::isTelling).toList();
        for (Confirmation confirmation : telling) {
            Optional<ProbeResult> result = result(confirmation.probe());
            if (result.isPresent()
                    && !confirmation.answers().contains(result.get().answer())) {
                return Optional.of(
                        new Finding(State.UNDECIDED, contradiction(confirmation.probe(), result.get()), List.of()));
            }
        }
        return telling.stream().allMatch(c -> result(c.probe()).isPresent())
                ? Optional.empty()
                : Optional.of(Finding.waiting("The rules look right. A real packet is on its way to confirm it."));
    }

    private static Reason contradiction(Probe probe, ProbeResult result) {
        return Reason.of("By your rules this looks right, but a real packet disagrees: " + words(probe) + " "
                + answer(result.answer()) + ". Something other than the rules is in its way: look at the interfaces and"
                + " addresses, or reset the machine.");
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

    private static String words(Probe probe) {
        String from = probe.from().equals(BOX) ? "your machine" : "the host '" + probe.from() + "'";
        return switch (probe.protocol()) {
            case TCP -> "a TCP connection from " + from + " to " + probe.destination() + ", port " + probe.port() + ",";
            case UDP -> "a UDP packet from " + from + " to " + probe.destination() + ", port " + probe.port() + ",";
            case ICMP -> "a ping from " + from + " to " + probe.destination();
        };
    }

    private static String answer(ProbeResult.Answer answer) {
        return switch (answer) {
            case OPEN -> "was accepted";
            case REFUSED -> "was refused";
            case REPLY -> "was answered";
            case UNREACHABLE -> "was answered with an error";
            case FILTERED -> "got no answer";
        };
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
