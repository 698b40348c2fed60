package dev.packetwalk.cli;

import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.walk.RuleAt;
import dev.packetwalk.netfilter.walk.Step;
import dev.packetwalk.netfilter.walk.Unreached;
import dev.packetwalk.netfilter.walk.Walk;
import java.util.List;

/** A walk for people. */
final class WalkText {
    private WalkText() {}

    /** Verdict and reason, then every step with what it changed, then what the packet did not get to see. */
    static String of(Walk walk) {
        StringBuilder text = new StringBuilder();
        text.append(walk.verdict()).append(": ").append(walk.because()).append('\n');
        walk.answer()
                .ifPresent(answer -> text.append("The sender is told: ")
                        .append(answer.describe())
                        .append('\n'));
        text.append('\n');
        Packet before = walk.packet();
        text.append("              ").append(before).append('\n');
        for (Step step : walk.steps()) {
            text.append("%-12s  %s%n".formatted(step.hook(), step.describe()));
            if (!step.packet().equals(before)) {
                text.append("              → ").append(step.packet()).append('\n');
            }
            before = step.packet();
        }
        section(
                text,
                "The verdict depends on",
                walk.dependsOn().stream().map(WalkText::withLine).toList());
        section(
                text,
                "It would have matched, but is not reached",
                walk.unreached().stream()
                        .filter(Unreached::wouldMatch)
                        .map(Unreached::describe)
                        .toList());
        return text.toString();
    }

    private static String withLine(RuleAt rule) {
        return rule.describe() + " (line " + rule.rule().line() + ")";
    }

    private static void section(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append(title).append(":\n");
            lines.forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }
}
