package dev.packetwalk.grading;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.AnswerSource;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Question;
import dev.packetwalk.netfilter.Address;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Decides about the answers to the questions of one check, by what is known at the moment of the answer. */
final class AnswerGrading {
    static final Finding NOT_YET = Finding.waiting("Not answered yet.");

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
        List<String> missing = check.questions().stream()
                .filter(question -> given(question).isEmpty())
                .map(Question::label)
                .toList();
        Reason.Builder wrong = Reason.reason();
        Reason.Builder unknown = Reason.reason();
        int wrongs = 0;
        int unknowns = 0;
        for (Question question : check.questions()) {
            if (given(question).isEmpty()) {
                continue;
            }
            switch (judge(question, given(question))) {
                case Judged.Right _ -> {}
                case Judged.Wrong(String why) -> objection(wrong, wrongs++, question, why);
                case Judged.Unknown(String why) -> objection(unknown, unknowns++, question, why);
            }
        }
        if (wrongs > 0) {
            return new Finding(State.FAILED, wrong.build(), List.of());
        }
        if (!missing.isEmpty()) {
            return Finding.waiting("Still to be answered: " + String.join("; ", missing) + ".");
        }
        return unknowns > 0
                ? new Finding(State.UNDECIDED, unknown.build(), List.of())
                : new Finding(
                        State.PASSED,
                        Reason.of(
                                check.questions().size() == 1
                                        ? "Your answer agrees with what your machine said at that time."
                                        : "Your answers agree with what your machine said at that time."),
                        List.of());
    }

    private void objection(Reason.Builder reason, int before, Question question, String why) {
        reason.say((before == 0 ? "" : " ") + "“" + question.label() + "”: ")
                .code(shortened(given(question)))
                .say(" " + why + ".");
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
                        .orElse(new Judged.Unknown("cannot be judged: the rules were not read"));
            case AnswerSource.EntryPart part ->
                entry.map(e -> e.judge(part.part(), given, question.tolerance()))
                        .orElse(new Judged.Unknown("cannot be judged: it is not said which flow is meant"));
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
        String form = switch (question.kind()) {
            case CHOICE -> "one of the choices";
            case NUMBER -> "a whole number";
            case PORT -> "a port, a number from 1 to 65535";
            case ADDRESS -> "an address such as 192.0.2.7";
            case ENDPOINT -> "an address and a port, such as 192.0.2.7:443";
            case TEXT -> "";
        };
        return fits ? Optional.empty() : Optional.of(new Judged.Wrong("is not " + form));
    }

    private Judged count(long given, int tolerance) {
        Optional<Integer> listed = scene.flows().listed();
        if (listed.isEmpty()) {
            return new Judged.Unknown("cannot be judged: the table was not read when you answered");
        }
        long most = listed.get() + scene.flows().endedSince(scene.at().minus(READING_TIME)) + tolerance;
        boolean right = given >= listed.get() - tolerance && given <= most;
        boolean theLimit = limit().isPresent() && limit().getAsLong() == given && !right;
        return Judged.of(
                right,
                theLimit
                        ? "is how many entries there may be, not how many there are"
                        : "is further from the number of entries in the minutes before your answer than they can have"
                                + " changed");
    }

    private Judged limit(long given) {
        if (limit().isEmpty()) {
            return new Judged.Unknown("cannot be judged: the limit has not been read");
        }
        boolean theCount = scene.flows().listed().map(count -> count == given).orElse(false);
        return Judged.of(
                limit().getAsLong() == given,
                theCount
                        ? "is how many entries there are, not how many there may be"
                        : "is not what the kernel says in " + AnswerSource.TrackedLimit.PATH);
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

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    static String folded(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
