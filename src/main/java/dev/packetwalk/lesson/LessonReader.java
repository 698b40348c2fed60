package dev.packetwalk.lesson;

import dev.packetwalk.lesson.Lesson.Span;
import dev.packetwalk.sandbox.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads one lesson's folder.
 *
 * @param folder the lesson's
 * @param id the folder's name
 */
record LessonReader(Folder folder, String id) {
    private static final int FORMAT = 1;
    private static final String FIELDS = "lesson.yaml";
    private static final String PAGE = "lesson.md";
    private static final String SHEET = "cheatsheet.yaml";
    private static final String PICTURES = "pictures";
    private static final Pattern PICTURE = Pattern.compile(PICTURES + "/(?<file>[a-z][a-z0-9-]{0,62}\\.svg)");
    private static final Pattern EXERCISE = Pattern.compile("(?<number>[0-9]{2})-(?<id>[a-z][a-z0-9-]{0,62})");

    /** The lesson; empty if nothing can be made of it, which is a problem. Other problems have been put up with. */
    Optional<Lesson> read() {
        List<Exercise> exercises = exercises();
        sharedSandboxes(exercises);
        Page page = page(PAGE, this::picture);
        exercisesNamed(page, exercises);
        CheatSheet sheet = sheet(page);
        return folder.read(FIELDS).map(text -> {
            try (Fields fields = Fields.of(text, 0, folder.report(FIELDS))) {
                Lesson english = lesson(fields, page, sheet, exercises);
                // What is wrong in English would be told once more for each language.
                return folder.problems().isEmpty() ? english.with(translations(english, text)) : english;
            }
        });
    }

    private Page page(String file, Markdown.Pictures pictures) {
        return folder.read(file)
                .map(text -> Markdown.lesson(text, folder.report(file), pictures))
                .orElseGet(() -> new Page("", List.of(), List.of()));
    }

    private Map<String, Lesson> translations(Lesson english, String fields) {
        Map<String, Lesson> found = new HashMap<>();
        Stream.concat(
                        folder.entries().stream().flatMap(entry -> languageOf(entry).stream()),
                        english.exercises().stream()
                                .flatMap(exercise -> reader(exercise, "").languages()))
                .distinct()
                .forEach(language -> found.put(language, translated(english, fields, language)));
        return found;
    }

    private Lesson translated(Lesson english, String yaml, String language) {
        List<Exercise> exercises = english.exercises().stream()
                .map(exercise -> reader(exercise, language).translated(exercise))
                .toList();
        String pageFile = Translation.file(PAGE, language);
        Page page = english.page();
        if (folder.hasFile(pageFile)) {
            page = page(pageFile, (picture, description) -> picture(picture, description, language));
            new Translation(0, folder.report(pageFile)).compareSections(english.page(), page);
        }
        String file = Translation.file(FIELDS, language);
        Translation translation = new Translation(0, folder.report(file));
        Optional<String> texts = folder.hasFile(file) ? folder.read(file) : Optional.empty();
        try (Fields fields = texts.map(given -> Fields.translated(yaml, given, translation))
                .orElseGet(() -> Fields.of(yaml, 0, translation.report()))) {
            return lesson(fields, page, sheet(english, language), exercises);
        }
    }

    private ExerciseReader reader(Exercise exercise, String language) {
        Folder own = folder.folder("%02d-%s".formatted(exercise.number(), exercise.id()));
        return new ExerciseReader(own, exercise.id(), exercise.number(), language);
    }

    private static Optional<String> languageOf(String entry) {
        return Translation.language(entry, Set.of(FIELDS, PAGE, SHEET));
    }

    private CheatSheet sheet(Lesson english, String language) {
        String file = Translation.file(SHEET, language);
        if (!folder.hasFile(SHEET) || !folder.hasFile(file)) {
            return english.cheatSheet();
        }
        Set<String> sections =
                english.page().sections().stream().map(Page.Section::id).collect(Collectors.toSet());
        Translation translation = new Translation(0, folder.report(file));
        String texts = folder.read(file).orElse("");
        try (Fields fields = Fields.translated(folder.read(SHEET).orElse(""), texts, translation)) {
            return new CheatSheet(fields.all("groups", group -> group(group, sections)));
        }
    }

    private Lesson lesson(Fields fields, Page page, CheatSheet sheet, List<Exercise> exercises) {
        fields.number("format", FORMAT, FORMAT);
        return new Lesson(
                id,
                fields.text("title").value(),
                fields.text("summary").value(),
                fields.text("level").value(),
                fields.texts("topics").stream().map(Fields.Text::value).toList(),
                fields.texts("prerequisites").stream().map(Fields.Text::value).toList(),
                span(fields.fields("minutes")),
                page,
                sheet,
                exercises,
                new CardsReader(folder, exercises.stream().map(Exercise::id).collect(Collectors.toSet())).read(),
                Map.of());
    }

    private Optional<String> picture(String destination, String description) {
        Matcher name = PICTURE.matcher(destination);
        return name.matches()
                        && folder.hasFolder(PICTURES)
                        && folder.folder(PICTURES).hasFile(name.group("file"))
                ? drawing(name.group("file"), description)
                : Optional.empty();
    }

    /** The picture as it is drawn for a language; where it is not, the one that all others see. */
    private Optional<String> picture(String destination, String description, String language) {
        Matcher name = PICTURE.matcher(destination);
        if (!name.matches()) {
            return Optional.empty();
        }
        String own = Translation.file(name.group("file"), language);
        return folder.hasFolder(PICTURES) && folder.folder(PICTURES).hasFile(own)
                ? drawing(own, description)
                : picture(destination, description);
    }

    private Optional<String> drawing(String file, String description) {
        Folder pictures = folder.folder(PICTURES);
        return pictures.read(file).flatMap(svg -> Picture.read(svg, description, pictures.report(file)));
    }

    /** An exercise that the text shows must be one of the lesson's. */
    private void exercisesNamed(Page page, List<Exercise> exercises) {
        Set<String> ids = exercises.stream().map(Exercise::id).collect(Collectors.toSet());
        page.sections().stream()
                .flatMap(section -> section.exhibits().stream())
                .filter(exhibit -> exhibit.kind() == Page.Exhibit.Kind.EXERCISE && !ids.contains(exhibit.text()))
                .forEach(exhibit -> folder.report(PAGE)
                        .add(
                                0,
                                "there is no exercise '" + exhibit.text() + "'",
                                "name one of " + String.join(", ", ids)));
    }

    private CheatSheet sheet(Page page) {
        boolean shown = page.sections().stream()
                .flatMap(section -> section.exhibits().stream())
                .anyMatch(exhibit -> exhibit.kind() == Page.Exhibit.Kind.SHEET);
        if (!folder.hasFile(SHEET)) {
            if (shown) {
                folder.report(PAGE).add(0, "a sheet is shown and there is none", "add " + SHEET);
            }
            return CheatSheet.EMPTY;
        }
        Set<String> sections = page.sections().stream().map(Page.Section::id).collect(Collectors.toSet());
        return folder.read(SHEET)
                .map(text -> {
                    try (Fields fields = Fields.of(text, 0, folder.report(SHEET))) {
                        return new CheatSheet(fields.all("groups", group -> group(group, sections)));
                    }
                })
                .orElse(CheatSheet.EMPTY);
    }

    private static CheatSheet.Group group(Fields fields, Set<String> sections) {
        return new CheatSheet.Group(
                fields.text("title").value(), fields.all("entries", entry -> entry(entry, sections)));
    }

    private static CheatSheet.Entry entry(Fields fields, Set<String> sections) {
        Fields.Text command = fields.text("command");
        if (command.value().contains("\n")) {
            fields.report().add(command.line(), "a command of several lines", "write it on one line");
        }
        Optional<Fields.Text> section = fields.optionalText("section");
        section.filter(named -> !sections.contains(named.value()))
                .ifPresent(named -> fields.report()
                        .add(
                                named.line(),
                                "there is no section '" + named.value() + "'",
                                "name a heading of lesson.md"));
        return new CheatSheet.Entry(
                fields.text("task").value(),
                command.value(),
                fields.optionalText("note").map(Fields.Text::value).orElse(""),
                section.map(Fields.Text::value).orElse(""));
    }

    private static Span span(Fields minutes) {
        try (minutes) {
            int from = minutes.number("from", 1, 600);
            return new Span(from, minutes.number("to", from, 600));
        }
    }

    private List<Exercise> exercises() {
        List<Exercise> exercises = new ArrayList<>();
        Map<String, String> ids = new HashMap<>();
        int expected = 1;
        for (String entry : folder.entries()) {
            Matcher name = EXERCISE.matcher(entry);
            if (folder.hasFolder(entry) && name.matches()) {
                int number = Integer.parseInt(name.group("number"));
                if (number != expected) {
                    folder.report(entry)
                            .add(
                                    0,
                                    "exercise %02d where %02d is next".formatted(number, expected),
                                    "number them 01, 02, 03 …");
                }
                expected = number + 1;
                String other = ids.put(name.group("id"), entry);
                if (other != null) {
                    folder.report(entry).add(0, "the same id as " + other, "choose another name after the number");
                }
                new ExerciseReader(folder.folder(entry), name.group("id"), number, "")
                        .read()
                        .ifPresent(exercises::add);
            } else if (!Set.of(FIELDS, PAGE, SHEET).contains(entry)
                    && !CardsReader.knows(entry)
                    && languageOf(entry).isEmpty()
                    && !(folder.hasFolder(entry) && entry.equals(PICTURES))) {
                folder.unknown(
                        entry,
                        "lesson.yaml, lesson.md, cheatsheet.yaml, cards.yaml, pictures/ and folders such as 01-first-exercise");
            }
        }
        if (ids.isEmpty()) {
            folder.report("").add(0, "no exercise", "add a folder such as 01-first-exercise");
        }
        return exercises;
    }

    /** Exercises that share a sandbox must agree on what it is; so must all that use a topology of one name. */
    private void sharedSandboxes(List<Exercise> exercises) {
        Map<String, Exercise> bySandbox = new HashMap<>();
        Map<String, Topology> byName = new HashMap<>();
        List<Exercise> all = exercises.stream()
                .flatMap(e -> Stream.concat(Stream.of(e), e.variants().stream()))
                .toList();
        for (Exercise exercise : all) {
            Topology topology = exercise.sandbox().topology();
            Exercise other = bySandbox.putIfAbsent(exercise.sandbox().name(), exercise);
            Topology sameName = byName.putIfAbsent(topology.name(), topology);
            Report report = folder.folder("%02d-%s".formatted(exercise.number(), exercise.id()))
                    .report("exercise.md");
            if (other != null && !other.sandbox().topology().equals(topology)) {
                report.add(
                        0,
                        "sandbox '" + exercise.sandbox().name() + "' has another topology in '" + other.id() + "'",
                        "state the same topology in both, or name two sandboxes");
            } else if (sameName != null && !sameName.equals(topology)) {
                report.add(
                        0,
                        "topology '" + topology.name() + "' differs from the one of that name in another exercise",
                        "give it another name, or make them equal");
            }
        }
    }
}
