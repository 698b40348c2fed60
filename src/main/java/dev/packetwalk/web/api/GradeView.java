package dev.packetwalk.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.QuotedRule;
import dev.packetwalk.grading.Wording;
import dev.packetwalk.grading.report.Suite;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.progress.RecordedGrade;
import dev.packetwalk.web.LiveMessage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A grade with its reasons.
 *
 * @param passed whether every check passed
 * @param passedChecks how many did
 * @param allChecks how many there are
 * @param gradedAt the moment of the evidence
 * @param regradedAt when it was given again on kept evidence; not there if it was given live
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GradeView(
        boolean passed,
        int passedChecks,
        int allChecks,
        Instant gradedAt,
        @Nullable Instant regradedAt,
        List<CheckGrade> checks) {
    /**
     * The same in words.
     *
     * @param titles of the checks, by their ids, in the language of the words
     */
    static GradeView of(
            RecordedGrade grade, @Nullable Instant regradedAt, Wording wording, Map<String, String> titles) {
        List<CheckGrade> checks = grade.checks().stream()
                .map(check -> CheckGrade.of(check, wording, titles))
                .toList();
        return new GradeView(
                grade.passed(), Summary.passedChecks(grade), checks.size(), grade.gradedAt(), regradedAt, checks);
    }

    /** For reports in other forms. */
    Suite suite(String name) {
        return new Suite(name, checks.stream().map(CheckGrade::line).toList());
    }

    /**
     * One check of a grade.
     *
     * @param check its id
     * @param title what is checked
     * @param state passed, failed, undecided or waiting
     * @param reason what was observed, code between backticks: hostile text
     * @param rules the learner's rules that the reason speaks of
     * @param passedAt when it first passed
     * @param undoneAt when it stopped passing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CheckGrade(
            String check,
            String title,

            @Schema(enumeration = {"passed", "failed", "undecided", "waiting"})
            String state,

            @Schema(
                    description =
                            "What was observed, in the language that was asked for; code stands between backticks.")
            String reason,

            List<Rule> rules,
            @Nullable Instant passedAt,
            @Nullable Instant undoneAt) {
        static CheckGrade of(RecordedCheck recorded, Wording wording, Map<String, String> titles) {
            CheckResult result = recorded.result();
            return of(result, wording, titles, recorded.passedAt(), recorded.undoneAt());
        }

        static CheckGrade of(
                CheckResult result,
                Wording wording,
                Map<String, String> titles,
                @Nullable Instant passedAt,
                @Nullable Instant undoneAt) {
            return new CheckGrade(
                    result.check(),
                    titles.getOrDefault(result.check(), result.title()),
                    word(result.state()),
                    wording.text(result.reason()),
                    result.quotes().stream().map(Rule::of).toList(),
                    passedAt,
                    undoneAt);
        }

        static CheckGrade of(LiveMessage.CheckNow check, Wording wording, Map<String, String> titles) {
            return new CheckGrade(
                    check.id(),
                    titles.getOrDefault(check.id(), check.id()),
                    check.state(),
                    wording.text(check.reason()),
                    check.rules().stream()
                            .map(LiveMessage.Quote::rule)
                            .map(Rule::of)
                            .toList(),
                    check.passedAt(),
                    check.undoneAt());
        }

        private Suite.Case line() {
            Suite.Outcome outcome = switch (state) {
                case "passed" -> Suite.Outcome.PASSED;
                case "undecided" -> Suite.Outcome.SKIPPED;
                default -> Suite.Outcome.FAILED;
            };
            return new Suite.Case(check + ": " + title, outcome, reason);
        }
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A rule of the learner's: hostile text. */
    record Rule(
            String table,
            String chain,
            int number,
            String text,

            @Schema(enumeration = {"decided", "never_reached", "unknown"})
            String role) {
        static Rule of(QuotedRule rule) {
            return new Rule(rule.table(), rule.chain(), rule.number(), rule.text(), word(rule.role()));
        }
    }

    /**
     * A grade without its reasons.
     *
     * @param gradedAt the moment of the evidence
     */
    record Summary(boolean passed, int passedChecks, int allChecks, Instant gradedAt) {
        static Summary of(RecordedGrade grade) {
            return new Summary(
                    grade.passed(), passedChecks(grade), grade.checks().size(), grade.gradedAt());
        }

        private static int passedChecks(RecordedGrade grade) {
            return Math.toIntExact(grade.checks().stream()
                    .filter(check -> check.result().passed())
                    .count());
        }
    }
}
