package dev.packetwalk.cli;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Evidence;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.lesson.AnswerSource;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.sandbox.JournalEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Grades evidence from files: what is there decides, and what would need more says what it needs. */
final class OfflineGrade {
    private OfflineGrade() {}

    /** How a check ends here. */
    enum Outcome {
        PASSED,
        FAILED,
        /** It needs evidence that was not given, or what was given cannot tell. */
        NOT_DECIDED
    }

    /**
     * A check that was graded.
     *
     * @param why the reason, or what evidence would be needed
     */
    record Decided(String check, String title, Outcome outcome, Reason why) {
        boolean passed() {
            return outcome == Outcome.PASSED;
        }
    }

    /** One for each check, in order. */
    static List<Decided> grade(Exercise exercise, Evidence evidence) {
        Exercise gradable = evidence.journal().isEmpty() ? exercise.withoutConfirmations() : exercise;
        List<Decided> decided = new ArrayList<>();
        for (CheckResult result : Grader.grade(gradable, evidence).results()) {
            Check check = gradable.checks().get(decided.size());
            Set<String> missing = missing(check, evidence);
            decided.add(
                    missing.isEmpty()
                            ? of(result)
                            : new Decided(
                                    result.check(),
                                    result.title(),
                                    Outcome.NOT_DECIDED,
                                    Reason.of("needs " + String.join(" and ", missing))));
        }
        return decided;
    }

    /** What a grade of evidence says in which nothing is missing: what has not happened in it has not happened. */
    static List<Decided> ofWhole(List<CheckResult> results) {
        return results.stream().map(OfflineGrade::of).toList();
    }

    private static Decided of(CheckResult result) {
        Outcome outcome = switch (result.state()) {
            case PASSED -> Outcome.PASSED;
            // What has not happened in the evidence has not happened.
            case FAILED, WAITING -> Outcome.FAILED;
            case UNDECIDED -> Outcome.NOT_DECIDED;
        };
        return new Decided(result.check(), result.title(), outcome, result.reason());
    }

    /** The options that would have to be given. */
    private static Set<String> missing(Check check, Evidence evidence) {
        boolean journal = !evidence.journal().isEmpty();
        boolean rules = evidence.ruleset().isPresent()
                || evidence.journal().stream().anyMatch(e -> e.event() instanceof JournalEvent.RulesetBecame);
        boolean flows = evidence.flows().isPresent()
                || evidence.journal().stream().anyMatch(e -> e.event() instanceof JournalEvent.FlowChanged);
        Set<String> missing = new LinkedHashSet<>();
        switch (check) {
            case Check.Verdict _, Check.Order _, Check.Overruled _ -> need("--ruleset", rules, missing);
            case Check.Probed _, Check.Saved _, Check.Sequence _, Check.Restored _ ->
                need("--journal", journal, missing);
            case Check.Flowed _ -> need("--conntrack", flows, missing);
            case Check.Asked asked -> {
                need("--answers", answered(asked, evidence), missing);
                asked.questions()
                        .forEach(question -> source(question.source()).ifPresent(option -> {
                            boolean given = switch (option) {
                                case "--ruleset" -> rules;
                                case "--conntrack" -> flows || flowsWithAnswers(evidence);
                                default -> journal;
                            };
                            need(option, given, missing);
                        }));
            }
        }
        return missing;
    }

    private static Optional<String> source(AnswerSource source) {
        return switch (source) {
            case AnswerSource.PolicyOf _, AnswerSource.TranslationOf _, AnswerSource.Busiest _, AnswerSource.FateOf _ ->
                Optional.of("--ruleset");
            case AnswerSource.EntryPart _, AnswerSource.TrackedCount _ -> Optional.of("--conntrack");
            // Without it the grader says so itself: a journal may have it or not.
            case AnswerSource.TrackedLimit _ -> Optional.empty();
        };
    }

    private static boolean answered(Check.Asked asked, Evidence evidence) {
        return evidence.journal().stream()
                .anyMatch(entry -> entry.event() instanceof JournalEvent.Answered answered
                        && answered.check().equals(asked.id()));
    }

    private static boolean flowsWithAnswers(Evidence evidence) {
        return evidence.journal().stream()
                .anyMatch(entry -> entry.event() instanceof JournalEvent.Answered answered
                        && !answered.flows().isEmpty());
    }

    private static void need(String option, boolean given, Set<String> missing) {
        if (!given) {
            missing.add(option);
        }
    }
}
