package dev.packetwalk.web;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.QuotedRule;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.RecordedCheck;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A check as a learner sees it: on the page, and in the live updates that change the page.
 *
 * @param id the check's id
 * @param title what is checked
 * @param state {@code waiting}, {@code passed}, {@code failed} or {@code undecided}
 * @param words the state in words
 * @param reason what was observed: hostile text, in runs of words and code
 * @param rules the rules that the reason speaks of: hostile text
 */
public record CheckView(
        String id, String title, String state, String words, List<Reason.Phrase> reason, List<RuleView> rules) {
    public CheckView {
        reason = List.copyOf(reason);
        rules = List.copyOf(rules);
    }

    /**
     * A rule of the learner's.
     *
     * @param place such as {@code INPUT 3}
     * @param text as {@code iptables-save} prints it
     * @param role {@code decided}, {@code never_reached} or {@code unknown}
     * @param words the role in words
     */
    public record RuleView(String place, String text, String role, String words) {}

    /** The checks of an exercise after an attempt's newest grade, or as they are before the first. */
    static List<CheckView> of(List<Check> checks, Optional<Attempt> attempt) {
        return checks.stream()
                .map(check -> attempt.flatMap(a -> a.check(check.id()))
                        .map(recorded -> of(check.title(), recorded))
                        .orElseGet(() ->
                                new CheckView(check.id(), check.title(), "waiting", "Not yet", List.of(), List.of())))
                .toList();
    }

    private static CheckView of(String title, RecordedCheck recorded) {
        CheckResult result = recorded.result();
        return new CheckView(
                result.check(),
                title,
                result.state().name().toLowerCase(Locale.ROOT),
                words(recorded),
                result.reason().phrases(),
                result.quotes().stream().map(CheckView::of).toList());
    }

    private static String words(RecordedCheck recorded) {
        return switch (recorded.result().state()) {
            case PASSED -> "Passed";
            case FAILED -> recorded.undoneAt() == null ? "Not passed" : "Passed before, not any more";
            case UNDECIDED -> "Cannot be decided";
            case WAITING -> recorded.passedAt() == null ? "Not yet" : "Looking again";
        };
    }

    private static RuleView of(QuotedRule rule) {
        String words = switch (rule.role()) {
            case DECIDED -> "decides";
            case NEVER_REACHED -> "never reached";
            case UNKNOWN -> "cannot be told";
        };
        String table = rule.table().equals("filter") ? "" : rule.table() + " ";
        return new RuleView(
                table + rule.chain() + " " + rule.number(),
                rule.text(),
                rule.role().name().toLowerCase(Locale.ROOT),
                words);
    }
}
