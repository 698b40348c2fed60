package dev.packetwalk.lesson;

import dev.packetwalk.lesson.Exercise.Hint;
import dev.packetwalk.lesson.Exercise.SandboxPlan;
import dev.packetwalk.lesson.ParameterReader.NamedText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one exercise's folder. {@code exercise.md} begins with YAML fields between two lines of {@code ---}; the instructions in
 * Markdown follow.
 *
 * @param folder the exercise's
 * @param id the folder's name without its number
 * @param number from the folder's name
 * @param language the tag of the language whose texts are read over the English ones; empty for English
 */
record ExerciseReader(Folder folder, String id, int number, String language) {
    private static final String FILE = "exercise.md";
    private static final int EDITIONS_TRIED = 12;
    private static final int VERSION_BYTES = 8;
    private static final String VARIANTS = "variants";
    private static final Set<String> KNOWN = Set.of(FILE, "solution.sh", "ways", "mutants", VARIANTS);
    private static final Pattern PARTS =
            Pattern.compile("\\A---\\n(?<fields>.*?)^---\\n(?<page>.*)\\z", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern VARIANT = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    /** The exercise; empty if its file is missing or has no fields, which is a problem. Others have been put up with. */
    Optional<Exercise> read() {
        folder.entries().stream()
                .filter(entry -> !KNOWN.contains(entry) && languageOf(entry).isEmpty())
                .forEach(entry -> folder.unknown(entry, "exercise.md, solution.sh, ways/, mutants/, variants/"));
        Optional<String> fields = folder.read(FILE).flatMap(ExerciseReader::fields);
        List<Parameter> parameters = fields.map(ParameterReader::read).orElse(List.of());
        ParameterReader.check(parameters, texts(), folder);
        Shared shared = shared(parameters, fields.orElse(""));
        Optional<Exercise> first = edition(shared, Parameter.draw(parameters, 0), folder.problems());
        otherEditions(shared);
        return first.map(exercise -> exercise.withVariants(variants()));
    }

    /** The language of a file that translates an exercise; empty for any other. */
    static Optional<String> languageOf(String entry) {
        return Translation.language(entry, Set.of(FILE));
    }

    /** The languages into which something of this exercise is translated. */
    Stream<String> languages() {
        Stream<String> own = folder.entries().stream().flatMap(entry -> languageOf(entry).stream());
        return !folder.hasFolder(VARIANTS)
                ? own
                : Stream.concat(
                        own,
                        folder.folder(VARIANTS).entries().stream()
                                .filter(folder.folder(VARIANTS)::hasFolder)
                                .flatMap(entry -> folder.folder(VARIANTS).folder(entry).entries().stream())
                                .flatMap(entry -> languageOf(entry).stream()));
    }

    /**
     * The exercise in this reader's language; where nothing is translated, in English.
     *
     * @param english the same without problems
     */
    Exercise translated(Exercise english) {
        List<Exercise> variants = english.variants().stream()
                .map(variant -> new ExerciseReader(
                                folder.folder(VARIANTS).folder(variant.id().substring(id.length() + 1)),
                                variant.id(),
                                number,
                                language)
                        .translated(variant))
                .toList();
        String file = Translation.file(FILE, language);
        if (!folder.hasFile(file)) {
            return english.withVariants(variants);
        }
        Translation translation = new Translation(1, folder.report(file));
        String original = folder.read(FILE).orElse("");
        String texts = folder.read(file).orElse("");
        translation.knownParameters(original, texts);
        translation.everyParameter(page(original), page(texts));
        List<Problem> found = new ArrayList<>();
        Shared shared = shared(english.parameters(), fields(original).orElse(""));
        Optional<Exercise> read = edition(shared, Parameter.draw(shared.parameters(), 0), found);
        read.ifPresent(exercise -> translation.compare(english.page(), exercise.page()));
        String named = folder.report(file).file();
        found.stream().filter(problem -> problem.file().equals(named)).forEach(folder.problems()::add);
        return read.orElse(english).withVariants(variants);
    }

    private static String page(String text) {
        Matcher parts = PARTS.matcher(text);
        return parts.matches() ? parts.group("page") : "";
    }

    /** What all editions have in common. */
    private record Shared(List<Parameter> parameters, String version, Exercise.Editions editions) {}

    private Shared shared(List<Parameter> parameters, String fields) {
        String version = version(fields);
        return new Shared(
                parameters,
                version,
                parameters.isEmpty()
                        ? Exercise.Editions.NONE
                        : new RecentEditions(
                                parameters,
                                (draws, editions) -> readAgain(new Shared(parameters, version, editions), draws)));
    }

    private static String version(String fields) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(fields.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A value that is drawn seldom must not be the one that breaks the exercise. */
    private void otherEditions(Shared shared) {
        for (long seed = 1; seed <= EDITIONS_TRIED && !shared.parameters().isEmpty(); seed++) {
            List<Problem> found = new ArrayList<>();
            edition(shared, Parameter.draw(shared.parameters(), seed), found);
            found.removeIf(problem -> folder.problems().stream()
                    .anyMatch(known -> known.file().equals(problem.file()) && known.line() == problem.line()));
            folder.problems().addAll(found);
        }
    }

    /** Another edition, of the texts that the folder keeps from the first: whatever has become of the files since, it is there. */
    private Exercise readAgain(Shared shared, Map<String, String> draws) {
        return edition(shared, draws, new ArrayList<>())
                .orElseThrow(() -> new IllegalStateException("exercise " + id + " was read, but not with " + draws));
    }

    /** The exercise with these values of its parameters; problems go where they are told to. */
    private Optional<Exercise> edition(Shared shared, Map<String, String> draws, List<Problem> problems) {
        ExerciseReader edition = new ExerciseReader(folder.edition(draws, problems), id, number, language);
        return edition.folder().read(FILE).flatMap(text -> edition.exercise(text, shared));
    }

    private List<Exercise> variants() {
        if (!folder.hasFolder(VARIANTS)) {
            return List.of();
        }
        Folder variants = folder.folder(VARIANTS);
        List<Exercise> read = new ArrayList<>();
        for (String entry : variants.entries()) {
            if (variants.hasFolder(entry) && VARIANT.matcher(entry).matches()) {
                new ExerciseReader(variants.folder(entry), id + "-" + entry, number, "")
                        .read()
                        .ifPresent(read::add);
            } else {
                variants.unknown(entry, "folders of variants, named in small letters");
            }
        }
        return read;
    }

    /** Every file that can name parameters, as it was written. */
    private List<NamedText> texts() {
        Stream<String> scripts = Stream.of("ways", "mutants")
                .filter(folder::hasFolder)
                .flatMap(sub -> folder.folder(sub).entries().stream().map(entry -> sub + "/" + entry));
        return Stream.concat(Stream.of(FILE, "solution.sh"), scripts)
                .filter(folder::hasFile)
                .flatMap(file -> folder.read(file).map(text -> new NamedText(file, text)).stream())
                .toList();
    }

    private static Optional<String> fields(String text) {
        Matcher parts = PARTS.matcher(text);
        return parts.matches() ? Optional.of(parts.group("fields")) : Optional.empty();
    }

    private Optional<Exercise> exercise(String text, Shared shared) {
        Report report = folder.report(FILE);
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            report.add(1, "no fields at the top", "begin the file with a line '---', fields, and another line '---'");
            return Optional.empty();
        }
        String yaml = parts.group("fields");
        if (!language.isEmpty()) {
            String file = Translation.file(FILE, language);
            return folder.read(file).flatMap(texts -> translation(yaml, texts, folder.report(file), shared));
        }
        Page page = Markdown.page(parts.group("page"), (int) yaml.lines().count() + 2, report);
        try (Fields fields = Fields.of(yaml, 1, report)) {
            return Optional.of(exercise(fields, page, shared));
        }
    }

    private Optional<Exercise> translation(String english, String texts, Report report, Shared shared) {
        Matcher parts = PARTS.matcher(texts);
        if (!parts.matches()) {
            report.add(
                    1, "no fields at the top", "begin the file with a line '---', the texts of the fields, and '---'");
            return Optional.empty();
        }
        String yaml = parts.group("fields");
        Page page = Markdown.page(parts.group("page"), (int) yaml.lines().count() + 2, report);
        try (Fields fields = Fields.translated(english, yaml, new Translation(1, report))) {
            return Optional.of(exercise(fields, page, shared));
        }
    }

    private Exercise exercise(Fields fields, Page page, Shared shared) {
        if (fields.offers("parameters")) {
            ParameterReader.read(fields);
        }
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
        List<Exercise.Watched> watched = fields.offers("watch") ? watched(fields, sandbox) : List.of();
        List<Hint> hints = new ArrayList<>();
        fields.texts("hints")
                .forEach(hint -> hints.add(new Hint(hints.size() + 1, Markdown.snippet(hint, fields.report()))));
        String learned = Markdown.snippet(fields.text("learned"), fields.report());
        Proof proof = new ProofReader(folder, checks).read();
        return new Exercise(
                id,
                number,
                title,
                goal,
                minutes,
                sandbox,
                page,
                checks,
                ungraded,
                watched,
                hints,
                learned,
                proof,
                shared.version(),
                shared.parameters(),
                shared.editions(),
                List.of());
    }

    private static List<Exercise.Watched> watched(Fields fields, SandboxPlan sandbox) {
        return fields.all(
                "watch",
                watch -> new Exercise.Watched(
                        watch.text("words").value(), PacketsReader.probe(watch, sandbox.topology())));
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
