package dev.packetwalk.lesson;

import dev.packetwalk.lesson.AnswerSource.Part;
import dev.packetwalk.lesson.Question.Choice;
import dev.packetwalk.lesson.Question.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a check of the kind {@code answer}: its questions, and where their right values come from. */
final class AnswerReader {
    private static final Map<String, Kind> KINDS = CheckReader.byName(Kind.values(), Enum::name);
    private static final Map<String, Part> PARTS =
            CheckReader.byName(Part.values(), part -> part.name().replace('_', '-'));
    private static final Map<String, AnswerSource> TRACKED =
            Map.of("count", new AnswerSource.TrackedCount(), "limit", new AnswerSource.TrackedLimit());
    private static final List<String> SOURCES =
            List.of("policy-of", "translation-of", "busiest-of", "fate-of", "entry", "tracked");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,28}");
    private static final AnswerSource NONE = new AnswerSource.TrackedCount();

    private AnswerReader() {}

    static Check.Asked read(String id, String title, Fields answer) {
        Set<String> ids = new HashSet<>();
        Optional<FlowPattern> about = answer.optionalFields("about").map(fields -> {
            try (fields) {
                return PacketsReader.flow(fields);
            }
        });
        List<Question> questions = answer.all("questions", question -> {
            Question read = question(question);
            if (!ids.add(read.id())) {
                question.report()
                        .add(question.line("id"), "a second question '" + read.id() + "'", "choose another id");
            }
            if (read.source() instanceof AnswerSource.EntryPart && about.isEmpty()) {
                question.report()
                        .add(
                                question.line("source"),
                                "an entry of which flow?",
                                "say 'about:' which flows are meant, beside 'questions:'");
            }
            return read;
        });
        return new Check.Asked(id, title, questions, about);
    }

    private static Question question(Fields question) {
        Kind kind = question.choice("kind", KINDS).orElse(Kind.TEXT);
        if (question.has("choices") != (kind == Kind.CHOICE)) {
            question.report()
                    .add(
                            question.line("kind"),
                            kind == Kind.CHOICE ? "a choice of nothing" : "choices, but nothing to choose",
                            "give 'choices:' with kind 'choice', and only there");
        }
        List<Choice> choices = question.has("choices") ? question.all("choices", AnswerReader::choice) : List.of();
        AnswerSource source = source(question.fields("source"));
        possible(source, choices, question);
        return new Question(
                question.id("id"),
                question.text("label").value(),
                kind,
                choices,
                source,
                question.optionalNumber("tolerance", 1, 1_000_000).orElse(0));
    }

    private static Choice choice(Fields choice) {
        return new Choice(choice.text("value").value(), choice.text("label").value());
    }

    /** Reports choices that can never be right, and right values that cannot be chosen. */
    private static void possible(AnswerSource source, List<Choice> choices, Fields question) {
        Set<String> values = switch (source) {
            case AnswerSource.PolicyOf _ -> Set.of("ACCEPT", "DROP");
            case AnswerSource.FateOf _ -> Set.of("forwarded", "let-in", "dropped", "rejected");
            case AnswerSource.Busiest busiest ->
                busiest.ports().stream().map(String::valueOf).collect(Collectors.toSet());
            case AnswerSource.TranslationOf _,
                    AnswerSource.EntryPart _,
                    AnswerSource.TrackedCount _,
                    AnswerSource.TrackedLimit _ -> Set.of();
        };
        Set<String> given = choices.stream().map(Choice::value).collect(Collectors.toSet());
        if (!values.isEmpty() && !choices.isEmpty() && !given.equals(values)) {
            question.report()
                    .add(
                            question.line("choices"),
                            "the choices are not the values that can come out",
                            "give one for each of " + values.stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    private static AnswerSource source(Fields source) {
        try (source) {
            List<AnswerSource> read = Stream.of(
                            source.optionalMatching("policy-of", NAME, "the name of a chain such as INPUT")
                                    .<AnswerSource>map(chain -> new AnswerSource.PolicyOf(
                                            source.optionalMatching("table", NAME, "the name of a table such as nat")
                                                    .orElse("filter"),
                                            chain)),
                            source.optionalNumber("translation-of", 1, 65535).stream()
                                    .<AnswerSource>mapToObj(AnswerSource.TranslationOf::new)
                                    .findFirst(),
                            Optional.of("busiest-of")
                                    .filter(source::has)
                                    .<AnswerSource>map(
                                            name -> new AnswerSource.Busiest(source.numbers(name, 1, 65535))),
                            source.optionalFields("fate-of").map(AnswerReader::fate),
                            Optional.of("entry")
                                    .filter(source::has)
                                    .flatMap(name -> source.choice(name, PARTS))
                                    .<AnswerSource>map(AnswerSource.EntryPart::new),
                            Optional.of("tracked").filter(source::has).flatMap(name -> source.choice(name, TRACKED)))
                    .flatMap(Optional::stream)
                    .toList();
            if (SOURCES.stream().filter(source::has).count() != 1) {
                source.report()
                        .add(source.line(), "not one source", "give exactly one of " + String.join(", ", SOURCES));
            }
            return read.stream().findFirst().orElse(NONE);
        }
    }

    private static AnswerSource fate(Fields fate) {
        try (fate) {
            String form = "an IPv4 address such as 10.77.0.3";
            return new AnswerSource.FateOf(
                    fate.optionalMatching("from", Ipv4.ADDRESS, form)
                            .orElseGet(() -> fate.text("from").value()),
                    fate.optionalMatching("to", Ipv4.ADDRESS, form)
                            .orElseGet(() -> fate.text("to").value()),
                    fate.number("port", 1, 65535));
        }
    }
}
