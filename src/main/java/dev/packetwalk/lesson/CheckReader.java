package dev.packetwalk.lesson;

import dev.packetwalk.lesson.Check.Confirmation;
import dev.packetwalk.lesson.Check.Ending;
import dev.packetwalk.sandbox.Topology;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads one entry of {@code checks}: its id, its title, and one field named after its kind.
 *
 * @param topology where the check's probes can come from
 */
record CheckReader(Topology topology) {
    /** What can be a check of an exercise. */
    static final List<String> KINDS = List.of("verdict", "order", "probe", "flow", "answer", "file", "sequence");
    /** What can be a step of a sequence. */
    static final List<String> STEPS =
            List.of("verdict", "order", "overruled", "probe", "flow", "answer", "file", "restored");

    private static final Map<String, Ending> ENDINGS = byName(Ending.values(), Enum::name);
    private static final Pattern PATH = Pattern.compile("/[^\\s]{1,200}");

    Optional<Check> read(Fields check) {
        return oneOf(KINDS, check, Set.of());
    }

    /**
     * Reads the one kind that is given.
     *
     * @param before ids of the steps before this one
     */
    private Optional<Check> oneOf(List<String> kinds, Fields check, Set<String> before) {
        String id = check.id("id");
        String title = check.text("title").value();
        List<String> given = kinds.stream().filter(check::has).toList();
        List<Check> read = kinds.stream()
                .flatMap(kind -> kind(kind, id, title, check, before).stream())
                .toList();
        if (given.size() != 1) {
            check.report()
                    .add(
                            check.line(),
                            "check '" + id + "' has " + (given.isEmpty() ? "no kind" : "more than one kind"),
                            "give it exactly one of " + String.join(", ", kinds));
            return Optional.empty();
        }
        return read.stream().findFirst();
    }

    /** Reads one kind; empty if the check is of another. Each kind is asked for, so that its name is known. */
    private Optional<Check> kind(String kind, String id, String title, Fields check, Set<String> before) {
        if (kind.equals("sequence")) {
            return check.offers(kind) ? Optional.of(sequence(id, title, check)) : Optional.empty();
        }
        return check.optionalFields(kind).map(fields -> {
            try (fields) {
                return switch (kind) {
                    case "verdict" -> verdict(id, title, fields);
                    case "order" ->
                        new Check.Order(
                                id,
                                title,
                                fields.all("accepted", PacketsReader::packets),
                                fields.all("dropped", PacketsReader::packets));
                    case "overruled" -> new Check.Overruled(id, title, fields.all("packets", PacketsReader::packets));
                    case "probe" -> new Check.Probed(id, title, confirmation(fields));
                    case "flow" -> new Check.Flowed(id, title, PacketsReader.flow(fields));
                    case "answer" -> AnswerReader.read(id, title, fields);
                    case "file" -> file(id, title, fields, before);
                    case "restored" -> restored(id, title, fields, before);
                    default -> throw new IllegalStateException("a kind without a reader: " + kind);
                };
            }
        });
    }

    private Check.Verdict verdict(String id, String title, Fields verdict) {
        return new Check.Verdict(
                id,
                title,
                verdict.all("packets", PacketsReader::packets),
                verdict.choice("ending", ENDINGS).orElse(Ending.DROPPED),
                verdict.has("confirm") ? verdict.all("confirm", this::confirmation) : List.of());
    }

    private Confirmation confirmation(Fields probe) {
        return PacketsReader.confirmation(probe, topology);
    }

    private Check.Sequence sequence(String id, String title, Fields check) {
        Set<String> ids = new HashSet<>();
        List<Check.Step> steps = check
                .all("sequence", step -> {
                    Optional<Check> read = oneOf(STEPS, step, Set.copyOf(ids));
                    Optional<Duration> within = step.optionalNumber("within-seconds", 1, 86_400).stream()
                            .mapToObj(Duration::ofSeconds)
                            .findFirst();
                    read.filter(c -> !ids.add(c.id()))
                            .ifPresent(c -> step.report()
                                    .add(step.line("id"), "a second step '" + c.id() + "'", "choose another id"));
                    return read.map(c -> new Check.Step(c, within));
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
        if (steps.size() == 1) {
            check.report().add(check.line("sequence"), "a sequence of one step", "add a step, or use its check alone");
        }
        return new Check.Sequence(id, title, steps);
    }

    private static Check.Saved file(String id, String title, Fields file, Set<String> before) {
        String path = file.optionalMatching("path", PATH, "an absolute path such as /tmp/backup.rules")
                .orElseGet(() -> file.text("path").value());
        Map<String, Check.Moment> moments =
                before.stream().collect(Collectors.toMap(step -> step, Check.Moment.OfStep::new));
        moments.put("now", new Check.Moment.Now());
        moments.put("written", new Check.Moment.Written());
        return new Check.Saved(id, title, path, file.choice("rules-of", moments).orElse(new Check.Moment.Now()));
    }

    private static Check.Restored restored(String id, String title, Fields restored, Set<String> before) {
        return new Check.Restored(
                id,
                title,
                restored.choice("step", before.stream().collect(Collectors.toMap(s -> s, s -> s)))
                        .orElse(""),
                restored.optionalNumber("hands-off-seconds", 1, 60).stream()
                        .mapToObj(Duration::ofSeconds)
                        .findFirst());
    }

    static <T> Map<String, T> byName(T[] values, Function<T, String> name) {
        return Arrays.stream(values).collect(Collectors.toMap(v -> name.apply(v).toLowerCase(Locale.ROOT), v -> v));
    }
}
