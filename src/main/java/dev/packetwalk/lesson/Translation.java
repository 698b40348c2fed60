package dev.packetwalk.lesson;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Lays the texts of another language over the fields of the English file: {@code exercise.zh-CN.md} over {@code exercise.md}. Only
 * texts can be replaced, and all of them must be, so that what is graded is the same in every language. Fields are found by their
 * names, entries of a list by their {@code id} or {@code value}, or by their place where they have neither.
 *
 * @param before how many lines of the file stand before its fields
 */
record Translation(int before, Report report) {
    private static final Set<String> TEXTS = Set.of(
            "title",
            "goal",
            "summary",
            "words",
            "hints",
            "learned",
            "label",
            "ungraded",
            "prerequisites",
            "topics",
            "task",
            "note");
    private static final List<String> NAMES = List.of("id", "value");
    private static final Pattern FILE =
            Pattern.compile("(?<name>[a-z]+)\\.(?<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\\.(?<kind>md|yaml)");

    /** The file that holds a language's texts of a file: {@code exercise.zh-CN.md} for {@code exercise.md}. */
    static String file(String english, String language) {
        int dot = english.lastIndexOf('.');
        return english.substring(0, dot) + "." + language + english.substring(dot);
    }

    /** The language of such a file's name; empty for any other name. */
    static Optional<String> language(String entry, Set<String> english) {
        Matcher name = FILE.matcher(entry);
        return name.matches() && english.contains(name.group("name") + "." + name.group("kind"))
                ? Optional.of(name.group("language"))
                : Optional.empty();
    }

    /** The English fields with the texts of another language. */
    MappingNode of(MappingNode english, MappingNode texts) {
        Map<String, Node> given = fields(texts);
        List<NodeTuple> merged = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        for (NodeTuple field : english.getValue()) {
            String name = scalar(field.getKeyNode());
            known.add(name);
            merged.add(
                    new NodeTuple(field.getKeyNode(), value(name, field.getValueNode(), given.get(name), line(texts))));
        }
        given.forEach((name, node) -> {
            if (!known.contains(name)) {
                report.add(
                        line(node),
                        "the English file has no '" + name + "' here",
                        "use only " + String.join(", ", known));
            }
        });
        return new MappingNode(Tag.MAP, true, merged, FlowStyle.BLOCK, texts.getStartMark(), texts.getEndMark());
    }

    private Node value(String name, Node english, @Nullable Node given, int line) {
        if (given == null) {
            if (hasTexts(name, english)) {
                report.add(line, "'" + name + "' is not translated", "add it with the texts of the English file");
            }
            return english;
        }
        if (TEXTS.contains(name)) {
            return text(name, english, given);
        }
        if (NAMES.contains(name) && scalar(english).equals(scalar(given))) {
            return english;
        }
        if (english instanceof MappingNode fields && given instanceof MappingNode texts) {
            return of(fields, texts);
        }
        if (english instanceof SequenceNode entries && given instanceof SequenceNode texts && hasTexts(name, english)) {
            return list(name, entries, texts);
        }
        report.add(line(given), "'" + name + "' is no text", "leave it out: it is the same in every language");
        return english;
    }

    private Node text(String name, Node english, Node given) {
        boolean lists = english instanceof SequenceNode && given instanceof SequenceNode;
        if (!lists && !(english instanceof ScalarNode && given instanceof ScalarNode)) {
            report.add(line(given), "'" + name + "' has another form than in English", "write it as it is there");
            return english;
        }
        if (lists && size(english) != size(given)) {
            report.add(
                    line(given),
                    "'" + name + "' has " + size(given) + " entries where the English file has " + size(english),
                    "translate each of them");
            return english;
        }
        return given;
    }

    private Node list(String name, SequenceNode english, SequenceNode texts) {
        Map<String, MappingNode> given = entries(texts);
        Map<String, MappingNode> originals = entries(english);
        List<Node> merged = new ArrayList<>();
        originals.forEach((key, original) -> {
            MappingNode found = given.get(key);
            if (found == null) {
                report.add(line(texts), "'" + key + "' of '" + name + "' is not translated", "add an entry for it");
            }
            merged.add(found == null ? original : of(original, found));
        });
        given.forEach((key, entry) -> {
            if (!originals.containsKey(key)) {
                report.add(
                        line(entry),
                        "the English file has no '" + key + "' in '" + name + "'",
                        "use only " + String.join(", ", originals.keySet()));
            }
        });
        return new SequenceNode(Tag.SEQ, true, merged, FlowStyle.BLOCK, texts.getStartMark(), texts.getEndMark());
    }

    /** The entries of a list by what names them. */
    private static Map<String, MappingNode> entries(SequenceNode list) {
        Map<String, MappingNode> found = new LinkedHashMap<>();
        for (Node entry : list.getValue()) {
            if (entry instanceof MappingNode fields) {
                Map<String, Node> named = fields(fields);
                String key = NAMES.stream()
                        .filter(named::containsKey)
                        .findFirst()
                        .map(name -> scalar(named.get(name)))
                        .orElse("number " + (found.size() + 1));
                found.put(key, fields);
            }
        }
        return found;
    }

    private static boolean hasTexts(String name, Node node) {
        return switch (node) {
            case MappingNode fields ->
                fields.getValue().stream().anyMatch(f -> hasTexts(scalar(f.getKeyNode()), f.getValueNode()));
            case SequenceNode list ->
                TEXTS.contains(name) || list.getValue().stream().anyMatch(entry -> hasTexts("", entry));
            default -> TEXTS.contains(name);
        };
    }

    private static Map<String, Node> fields(MappingNode mapping) {
        return mapping.getValue().stream()
                .collect(Collectors.toMap(
                        field -> scalar(field.getKeyNode()),
                        NodeTuple::getValueNode,
                        (first, _) -> first,
                        LinkedHashMap::new));
    }

    private static String scalar(@Nullable Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static int size(Node node) {
        return node instanceof SequenceNode list ? list.getValue().size() : 1;
    }

    private int line(Node node) {
        return before + 1 + node.getStartMark().map(Mark::getLine).orElse(0);
    }

    /** Reports what differs between two pages although it is the same in every language: commands, and how many sections. */
    void compare(Page english, Page translated) {
        List<String> originals =
                english.commands().stream().map(Page.CommandBlock::text).toList();
        List<String> commands =
                translated.commands().stream().map(Page.CommandBlock::text).toList();
        if (!commands.equals(originals)) {
            report.add(
                    0, "its commands are not those of the English page", "keep each command block, in the same order");
        }
        if (translated.sections().size() != english.sections().size()) {
            report.add(
                    0,
                    "%d sections where the English page has %d"
                            .formatted(
                                    translated.sections().size(),
                                    english.sections().size()),
                    "keep each second-level heading");
        }
    }

    /** The same for a lesson's page, in whose sections readers keep their places: their names are the same, too. */
    void compareSections(Page english, Page translated) {
        compare(english, translated);
        List<String> originals =
                english.sections().stream().map(Page.Section::id).toList();
        if (!translated.sections().stream().map(Page.Section::id).toList().equals(originals)) {
            report.add(
                    0,
                    "its sections are not called as those of the English page",
                    "write '{#name}' behind the headings; the names are " + String.join(", ", originals));
        }
    }

    /** Reports parameters that the English file does not name. */
    void knownParameters(String english, String translated) {
        Set<String> known = names(english);
        Parameter.places(translated).stream()
                .filter(place -> !known.contains(place.name()))
                .forEach(place -> report.add(
                        place.line(),
                        "the English file does not name the parameter '" + place.name() + "'",
                        known.isEmpty() ? "write it without" : "use only " + String.join(", ", known)));
    }

    /** Reports parameters that the English text names and the translated one does not. */
    void everyParameter(String english, String translated) {
        Set<String> missing = names(english);
        missing.removeAll(names(translated));
        missing.forEach(name -> report.add(
                0,
                "the page does not name the parameter '" + name + "'",
                "write {{" + name + "}} where the English page does"));
    }

    private static Set<String> names(String text) {
        return Parameter.places(text).stream()
                .map(Parameter.Place::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
