package dev.packetwalk.web;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.QuotedRule;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.grading.Wording;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Question;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.web.words.CheckWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A check as a learner sees it: on the page, and in the live updates that change the page.
 *
 * @param id the check's id
 * @param title what is checked
 * @param state {@code waiting}, {@code passed}, {@code failed} or {@code undecided}
 * @param words the state in words
 * @param reason what was observed: hostile text, in runs of words and code
 * @param rules the rules that the reason speaks of: hostile text
 * @param steps of a check that is done in steps; empty for others
 * @param questions of a check that asks; empty for others
 */
public record CheckView(
        String id,
        String title,
        String state,
        String words,
        List<Reason.Phrase> reason,
        List<RuleView> rules,
        List<StepView> steps,
        List<QuestionView> questions) {
    public CheckView {
        reason = List.copyOf(reason);
        rules = List.copyOf(rules);
        steps = List.copyOf(steps);
        questions = List.copyOf(questions);
    }

    /**
     * A step of a check.
     *
     * @param state {@code done}, {@code next} or {@code later}
     * @param words the state in words
     * @param doneAt when it came true; null if it has not
     * @param dueAt until when it must come true; null if it is not next or may take its time
     * @param reason what was observed when it came true, as in {@link CheckView}; empty if it has not
     * @param rules that decided then
     */
    public record StepView(
            String id,
            String title,
            String state,
            String words,
            @Nullable Instant doneAt,
            @Nullable Instant dueAt,
            List<Reason.Phrase> reason,
            List<RuleView> rules) {
        /** All steps of a check, of which some may have come true. */
        static List<StepView> of(Check check, List<CheckResult.StepResult> results, Wording wording, CheckWords words) {
            if (!(check instanceof Check.Sequence sequence)) {
                return List.of();
            }
            List<StepView> steps = new ArrayList<>();
            boolean next = true;
            for (Check.Step step : sequence.steps()) {
                CheckResult.StepResult result = results.stream()
                        .filter(r -> r.step().equals(step.check().id()))
                        .findFirst()
                        .orElse(notYet(step.check()));
                StepState state = StepState.of(result, next);
                steps.add(new StepView(
                        step.check().id(),
                        step.check().title(),
                        state.toString(),
                        state.words().map(word -> word.in(words)).orElse(""),
                        result.doneAt(),
                        result.dueAt(),
                        Optional.ofNullable(result.reason())
                                .map(wording::phrases)
                                .orElse(List.of()),
                        result.quotes().stream()
                                .map(rule -> RuleView.of(rule, words))
                                .toList()));
                next = state == StepState.DONE;
            }
            return steps;
        }

        private static CheckResult.StepResult notYet(Check step) {
            return new CheckResult.StepResult(step.id(), step.title(), null, null, null, List.of());
        }
    }

    /**
     * A question.
     *
     * @param name of the form's field
     * @param inputMode which keys a phone shows: {@code numeric} or {@code text}
     * @param example what an answer looks like; empty for a choice
     * @param choices what can be chosen; empty for what is typed
     * @param given what was answered last: hostile text; empty for nothing
     */
    public record QuestionView(
            String name, String label, String inputMode, String example, List<Question.Choice> choices, String given) {
        static List<QuestionView> of(Check check, Map<String, String> given, CheckWords words) {
            return check instanceof Check.Asked asked
                    ? asked.questions().stream()
                            .map(question -> of(question, given.getOrDefault(question.id(), ""), words))
                            .toList()
                    : List.of();
        }

        private static QuestionView of(Question question, String given, CheckWords words) {
            String example = switch (question.kind()) {
                case CHOICE, TEXT -> "";
                case NUMBER -> words.exampleNumber();
                case PORT -> words.examplePort();
                case ADDRESS -> words.exampleAddress();
                case ENDPOINT -> words.exampleEndpoint();
            };
            boolean digits = question.kind() == Question.Kind.NUMBER || question.kind() == Question.Kind.PORT;
            return new QuestionView(
                    question.id(), question.label(), digits ? "numeric" : "text", example, question.choices(), given);
        }
    }

    /**
     * A rule of the learner's.
     *
     * @param place such as {@code INPUT 3}
     * @param text as {@code iptables-save} prints it
     * @param role {@code decided}, {@code never_reached} or {@code unknown}
     * @param words the role in words
     */
    public record RuleView(String place, String text, String role, String words) {
        static RuleView of(QuotedRule rule, CheckWords words) {
            CheckWord role = CheckWord.of(rule.role());
            return new RuleView(place(rule), rule.text(), role.toString(), role.in(words));
        }

        /** Where a rule stands, such as {@code INPUT 3} or {@code nat DOCKER 1}. */
        static String place(QuotedRule rule) {
            String table = rule.table().equals("filter") ? "" : rule.table() + " ";
            return table + rule.chain() + " " + rule.number();
        }
    }

    /**
     * The checks of an exercise after an attempt's newest grade, or as they are before the first.
     *
     * @param answers what was answered last, by check and field
     * @param wording of reasons, in the visitor's language
     */
    public static List<CheckView> of(
            List<Check> checks,
            Optional<Attempt> attempt,
            Map<String, Map<String, String>> answers,
            Wording wording,
            CheckWords words) {
        return checks.stream()
                .map(check -> {
                    List<QuestionView> questions =
                            QuestionView.of(check, answers.getOrDefault(check.id(), Map.of()), words);
                    return attempt.flatMap(a -> a.check(check.id()))
                            .map(recorded -> of(check, recorded, questions, wording, words))
                            .orElseGet(() -> new CheckView(
                                    check.id(),
                                    check.title(),
                                    "waiting",
                                    words.waiting(),
                                    List.of(),
                                    List.of(),
                                    StepView.of(check, List.of(), wording, words),
                                    questions));
                })
                .toList();
    }

    private static CheckView of(
            Check check, RecordedCheck recorded, List<QuestionView> questions, Wording wording, CheckWords words) {
        CheckResult result = recorded.result();
        return new CheckView(
                result.check(),
                check.title(),
                result.state().name().toLowerCase(Locale.ROOT),
                CheckWord.of(recorded).in(words),
                wording.phrases(result.reason()),
                result.quotes().stream().map(rule -> RuleView.of(rule, words)).toList(),
                StepView.of(check, result.steps(), wording, words),
                questions);
    }
}
