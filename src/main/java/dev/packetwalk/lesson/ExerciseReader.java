package dev.packetwalk.lesson;

import dev.packetwalk.lesson.Exercise.Hint;
import dev.packetwalk.lesson.Exercise.SandboxPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one exercise's folder. {@code exercise.md} begins with YAML fields between two lines of {@code ---}; the instructions in
 * Markdown follow.
 *
 * @param folder the exercise's
 * @param id the folder's name without its number
 * @param number from the folder's name
 */
record ExerciseReader(Folder folder, String id, int number) {
    private static final String FILE = "exercise.md";
    private static final Set<String> KNOWN = Set.of(FILE, "solution.sh", "ways", "mutants");
    private static final Pattern PARTS =
            Pattern.compile("\\A---\\n(?<fields>.*?)^---\\n(?<page>.*)\\z", Pattern.DOTALL | Pattern.MULTILINE);

    /** The exercise; empty if its file is missing or has no fields, which is a problem. Others have been put up with. */
    Optional<Exercise> read() {
        folder.entries().stream()
                .filter(entry -> !KNOWN.contains(entry))
                .forEach(entry -> folder.unknown(entry, "exercise.md, solution.sh, ways/, mutants/"));
        return folder.read(FILE).flatMap(this::read);
    }

    private Optional<Exercise> read(String text) {
        Report report = folder.report(FILE);
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            report.add(1, "no fields at the top", "begin the file with a line '---', fields, and another line '---'");
            return Optional.empty();
        }
        String yaml = parts.group("fields");
        Page page = Markdown.page(parts.group("page"), (int) yaml.lines().count() + 2, report);
        try (Fields fields = Fields.of(yaml, 1, report)) {
            return Optional.of(exercise(fields, page));
        }
    }

    private Exercise exercise(Fields fields, Page page) {
        String title = fields.text("title").value();
        String goal = fields.text("goal").value();
        int minutes = fields.number("minutes", 1, 240);
        SandboxPlan sandbox = TopologyReader.read(fields.fields("sandbox"));
        @Nullable
        String ungraded =
                fields.optionalText("ungraded").map(Fields.Text::value).orElse(null);
        List<Check> checks = fields.has("checks") ? checks(fields, sandbox) : List.of();
        if (fields.has("checks") == fields.has("ungraded")) {
            fields.report()
                    .add(
                            fields.line(fields.has("checks") ? "ungraded" : "title"),
                            "an exercise has either checks or a reason why not",
                            "give 'checks:', or 'ungraded:' with a sentence for learners");
        }
        List<Hint> hints = new ArrayList<>();
        fields.texts("hints")
                .forEach(hint -> hints.add(new Hint(hints.size() + 1, Markdown.snippet(hint, fields.report()))));
        String learned = Markdown.snippet(fields.text("learned"), fields.report());
        Set<String> ids = checks.stream().map(Check::id).collect(Collectors.toSet());
        Proof proof = new ProofReader(folder, ids).read();
        return new Exercise(id, number, title, goal, minutes, sandbox, page, checks, ungraded, hints, learned, proof);
    }

    private static List<Check> checks(Fields fields, SandboxPlan sandbox) {
        CheckReader reader = new CheckReader(sandbox.topology());
        Set<String> ids = new HashSet<>();
        return fields
                .all("checks", check -> {
                    Optional<Check> read = reader.read(check);
                    read.filter(c -> !ids.add(c.id()))
                            .ifPresent(c -> check.report()
                                    .add(check.line("id"), "a second check '" + c.id() + "'", "choose another id"));
                    return read;
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }
}
