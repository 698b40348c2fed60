package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Authored;
import dev.packetwalk.grading.Argument.Code;
import dev.packetwalk.grading.Argument.Many;
import dev.packetwalk.grading.Argument.Name;
import dev.packetwalk.grading.Argument.Whole;
import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.AnswerSource;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Question;
import dev.packetwalk.netfilter.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Decides about the answers to the questions of one check, by what is known at the moment of the answer. */
final class AnswerGrading {
    static final Finding NOT_YET = Finding.waiting(Key.NOT_ANSWERED);

    /** A learner reads, types and thinks: what was so this long before the answer was right to say. */
    static final Duration READING_TIME = Duration.ofMinutes(5);

    private static final int LONGEST_SHOWN = 40;

    private final Check.Asked check;
    private final Map<String, String> answers;
    private final Scene scene;
    private final Optional<EntryAnswers> entry;

    private AnswerGrading(Check.Asked check, Map<String, String> answers, Scene scene) {
        this.check = check;
        this.answers = answers;
        this.scene = scene;
        this.entry = check.about().map(about -> EntryAnswers.of(about, port(), scene));
    }

    static Finding grade(Check.Asked check, Map<String, String> answers, Scene scene) {
        return new AnswerGrading(check, answers, scene).grade();
    }

    private Finding grade() {
        List<Authored> missing = check.questions().stream()
                .filter(question -> given(question).isEmpty())
                .map(question -> new Authored(question.label()))
                .toList();
        List<Message> wrong = new ArrayList<>();
        List<Message> unknown = new ArrayList<>();
        for (Question question : check.questions()) {
            if (given(question).isEmpty()) {
                continue;
            }
            switch (judge(question, given(question))) {
                case Judged.Right _ -> {}
                case Judged.Wrong(Key why, Map<String, Argument> other) -> wrong.add(objection(question, why, other));
                case Judged.Unknown(Key why, Map<String, Argument> other) ->
                    unknown.add(objection(question, why, other));
            }
        }
        if (!wrong.isEmpty()) {
            return new Finding(State.FAILED, Reason.all(wrong), List.of());
        }
        if (!missing.isEmpty()) {
            return Finding.waiting(new Message(Key.ANSWERS_MISSING, Map.of("questions", new Many(missing))));
        }
        return !unknown.isEmpty()
                ? new Finding(State.UNDECIDED, Reason.all(unknown), List.of())
                : new Finding(
                        State.PASSED,
                        new Message(
                                Key.ANSWERS_RIGHT,
                                Map.of("count", new Whole(check.questions().size()))),
                        List.of());
    }

    private Message objection(Question question, Key why, Map<String, Argument> other) {
        Map<String, Argument> arguments = new HashMap<>(other);
        arguments.put("given", chosen(question));
        return new Message(
                Key.OBJECTION, Map.of("question", new Authored(question.label()), "why", new Message(why, arguments)));
    }

    /** What was answered, in the words in which it was chosen. */
    private Argument chosen(Question question) {
        String given = given(question);
        return question.choices().stream()
                .filter(choice -> choice.value().equals(given))
                .filter(choice -> !choice.value().equals(choice.label()))
                .findFirst()
                .<Argument>map(choice -> new Message(Key.CHOSEN, Map.of("choice", new Authored(choice.label()))))
                .orElseGet(() -> new Code(shortened(given)));
    }

    private Judged judge(Question question, String given) {
        Optional<Judged> malformed = malformed(question, given);
        if (malformed.isPresent()) {
            return malformed.get();
        }
        return switch (question.source()) {
            case AnswerSource.PolicyOf _, AnswerSource.TranslationOf _, AnswerSource.Busiest _, AnswerSource.FateOf _ ->
                scene.ruleset()
                        .map(snapshot -> RulesetAnswers.judge(question.source(), given, snapshot))
                        .orElse(new Judged.Unknown(Key.RULES_UNREAD));
            case AnswerSource.EntryPart part ->
                entry.map(e -> e.judge(part.part(), given, question.tolerance()))
                        .orElse(new Judged.Unknown(Key.FLOW_UNSAID));
            case AnswerSource.TrackedCount _ -> count(number(given).orElse(-1), question.tolerance());
            case AnswerSource.TrackedLimit _ -> limit(number(given).orElse(-1));
        };
    }

    /** Why text that cannot be an answer of that kind is none. */
    private static Optional<Judged> malformed(Question question, String given) {
        boolean fits = switch (question.kind()) {
            case CHOICE ->
                question.choices().stream().anyMatch(choice -> choice.value().equals(given));
            case NUMBER -> number(given).isPresent();
            case PORT -> number(given).orElse(0) >= 1 && number(given).orElse(0) <= 65_535;
            case ADDRESS -> Address.parse(given).isPresent();
            case ENDPOINT -> Endpoint.parse(given).isPresent();
            case TEXT -> true;
        };
        return fits ? Optional.empty() : Optional.of(new Judged.Wrong(notA(question.kind())));
    }

    private static Key notA(Question.Kind kind) {
        return switch (kind) {
            case CHOICE -> Key.NOT_A_CHOICE;
            case NUMBER -> Key.NOT_A_NUMBER;
            case PORT -> Key.NOT_A_PORT;
            case ADDRESS -> Key.NOT_AN_ADDRESS;
            case ENDPOINT -> Key.NOT_AN_ENDPOINT;
            case TEXT -> throw new IllegalArgumentException("every text is one");
        };
    }

    private Judged count(long given, int tolerance) {
        Optional<Integer> listed = scene.flows().listed();
        if (listed.isEmpty()) {
            return new Judged.Unknown(Key.TABLE_UNREAD);
        }
        long most = listed.get() + scene.flows().endedSince(scene.at().minus(READING_TIME)) + tolerance;
        boolean right = given >= listed.get() - tolerance && given <= most;
        boolean theLimit = limit().isPresent() && limit().getAsLong() == given && !right;
        return Judged.of(right, theLimit ? Key.LIMIT_FOR_COUNT : Key.COUNT_TOO_FAR);
    }

    private Judged limit(long given) {
        if (limit().isEmpty()) {
            return new Judged.Unknown(Key.LIMIT_UNREAD);
        }
        boolean theCount = scene.flows().listed().map(count -> count == given).orElse(false);
        if (limit().getAsLong() == given) {
            return new Judged.Right();
        }
        return theCount
                ? new Judged.Wrong(Key.COUNT_FOR_LIMIT)
                : new Judged.Wrong(Key.NOT_THE_LIMIT, Map.of("path", new Name(AnswerSource.TrackedLimit.PATH)));
    }

    private OptionalLong limit() {
        return scene.file(AnswerSource.TrackedLimit.PATH)
                .flatMap(Scene.FileText::text)
                .map(text -> number(text.strip()))
                .orElse(OptionalLong.empty());
    }

    /** The source port by which an answer names a flow; 0 if it names none. */
    private int port() {
        return check.questions().stream()
                .filter(question -> question.source().equals(new AnswerSource.EntryPart(AnswerSource.Part.SOURCE_PORT)))
                .mapToInt(question -> (int) number(given(question)).orElse(0))
                .findFirst()
                .orElse(0);
    }

    private String given(Question question) {
        return answers.getOrDefault(question.id(), "").strip();
    }

    static OptionalLong number(String text) {
        return text.matches("\\d{1,9}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    static String folded(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
