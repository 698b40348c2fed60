package dev.packetwalk.lesson;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One YAML mapping, read field by field. Whatever is missing, has a wrong form or was never asked for becomes a problem with its
 * line; the reader gets a stand-in and goes on. Call {@link #close} when every known field has been asked for.
 */
final class Fields implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Report report;
    private final int line;
    private final int before;

    /**
     * A piece of text and where it begins.
     *
     * @param line of its first character, from 1
     */
    record Text(String value, int line) {}

    private Fields(@Nullable MappingNode mapping, int line, int before, Report report) {
        this.line = line;
        this.before = before;
        this.report = report;
        if (mapping != null) {
            mapping.getValue().forEach(this::keep);
        }
    }

    /**
     * Reads YAML text that holds one mapping.
     *
     * @param before how many lines of the file stand before the text
     */
    static Fields of(String yaml, int before, Report report) {
        return mapping(yaml, before, report)
                .map(mapping -> new Fields(mapping, before + 1, before, report))
                .orElseGet(() -> new Fields(null, before + 1, before, report).forgiving());
    }

    /**
     * Reads English fields with the texts of another language, of which the problems are told.
     *
     * @param english text that is known to be sound
     */
    static Fields translated(String english, String texts, Translation translation) {
        Report report = translation.report();
        int before = translation.before();
        Optional<MappingNode> original = mapping(english, before, report);
        Optional<MappingNode> given = mapping(texts, before, report);
        return original.isPresent() && given.isPresent()
                ? new Fields(translation.of(original.get(), given.get()), before + 1, before, report)
                : new Fields(null, before + 1, before, report).forgiving();
    }

    private static Optional<MappingNode> mapping(String yaml, int before, Report report) {
        try {
            Optional<Node> node = new Compose(LoadSettings.builder().build()).composeString(yaml);
            if (node.isPresent() && node.get() instanceof MappingNode mapping) {
                return Optional.of(mapping);
            }
            report.add(before + 1, "expected fields, one 'name: value' a line", "see another lesson for the fields");
        } catch (MarkedYamlEngineException e) {
            int at = e.getProblemMark().map(Mark::getLine).orElse(0) + before + 1;
            report.add(
                    at, "not YAML: " + e.getProblem(), "mind the indentation and put text with ': ' or '#' in quotes");
        } catch (YamlEngineException e) {
            report.add(before + 1, "not YAML: " + e.getMessage(), "correct the YAML");
        }
        return Optional.empty();
    }

    /** Text that is not blank. */
    Text text(String name) {
        return optionalText(name).orElseGet(() -> {
            missing(name, "text");
            return new Text("", line);
        });
    }

    /** The same, but it may be absent. */
    Optional<Text> optionalText(String name) {
        return node(name).map(node -> textOf(node, name));
    }

    /** An id: small letters, digits and dashes. */
    String id(String name) {
        Text text = text(name);
        if (!text.value().isEmpty() && !ID.matcher(text.value()).matches()) {
            report.add(
                    text.line(),
                    "'" + text.value() + "' is not a good " + name,
                    "begin with a small letter and go on with small letters, digits and '-'");
        }
        return text.value();
    }

    /** A whole number within bounds. */
    int number(String name, int least, int most) {
        Optional<Node> node = node(name);
        if (node.isEmpty()) {
            missing(name, "a number from " + least + " to " + most);
            return least;
        }
        try {
            int number = node.get() instanceof ScalarNode scalar ? Integer.parseInt(scalar.getValue()) : least - 1;
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of bounds.
        }
        report.add(
                lineOf(node.get()),
                "'" + name + "' is not a number in range",
                "give one from " + least + " to " + most);
        return least;
    }

    /** {@code true} or {@code false}; absent is false. */
    boolean flag(String name) {
        Optional<Text> text = node(name).map(node -> new Text(scalar(node, name), lineOf(node)));
        if (text.isPresent() && !Set.of("true", "false").contains(text.get().value())) {
            report.add(text.get().line(), "'" + name + "' is neither true nor false", "write true or false");
        }
        return text.isPresent() && text.get().value().equals("true");
    }

    /** One of a few words, each with its meaning. */
    <T> Optional<T> choice(String name, Map<String, T> choices) {
        return Optional.of(text(name)).filter(t -> !t.value().isEmpty()).flatMap(t -> choose(t, name, choices));
    }

    /** {@code true} or {@code false}, or absent. */
    Optional<Boolean> optionalFlag(String name) {
        return has(name) ? Optional.of(flag(name)) : Optional.empty();
    }

    /** A whole number within bounds, or absent. */
    OptionalInt optionalNumber(String name, int least, int most) {
        // Asked for in any case, so that it is known to be a field.
        return node(name).isPresent() ? OptionalInt.of(number(name, least, most)) : OptionalInt.empty();
    }

    /**
     * Text of a form, or absent.
     *
     * @param form what the form is, such as {@code an IPv4 address such as 10.77.0.3}
     */
    Optional<String> optionalMatching(String name, Pattern pattern, String form) {
        Optional<Text> text = optionalText(name);
        text.filter(t -> !pattern.matcher(t.value()).matches())
                .ifPresent(t -> report.add(t.line(), "'" + t.value() + "' is not " + form, "write " + form));
        return text.map(Text::value);
    }

    /** Several of a few words, at least one of them. */
    <T> Set<T> choices(String name, Map<String, T> choices) {
        return texts(name).stream()
                .map(t -> choose(t, name, choices))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** A list of texts, at least one. */
    List<Text> texts(String name) {
        return list(name, node -> textOf(node, name));
    }

    /** A mapping. */
    Fields fields(String name) {
        return optionalFields(name).orElseGet(() -> {
            missing(name, "fields of its own");
            return new Fields(null, line, before, report).forgiving();
        });
    }

    /** The same, but it may be absent. */
    Optional<Fields> optionalFields(String name) {
        return node(name).map(node -> fieldsOf(node, name));
    }

    /** A list of whole numbers within bounds, at least one. */
    List<Integer> numbers(String name, int least, int most) {
        return texts(name).stream()
                .flatMap(text -> {
                    try {
                        int number = Integer.parseInt(text.value());
                        if (number >= least && number <= most) {
                            return Stream.of(number);
                        }
                    } catch (NumberFormatException e) {
                        // Reported below, like a number out of bounds.
                    }
                    report.add(
                            text.line(),
                            "'" + text.value() + "' is not a number in range",
                            "give one from " + least + " to " + most);
                    return Stream.empty();
                })
                .toList();
    }

    /** A list of mappings, at least one, each read by {@code reader}, which need not close them. */
    <T> List<T> all(String name, Function<Fields, T> reader) {
        return list(name, node -> {
            try (Fields fields = fieldsOf(node, name)) {
                return reader.apply(fields);
            }
        });
    }

    /** Whether a field is there that may be: it is known from now on. */
    boolean offers(String name) {
        return node(name).isPresent();
    }

    /** Whether a field is there, without reading it. */
    boolean has(String name) {
        return nodes.containsKey(name);
    }

    /** The line on which this mapping begins. */
    int line() {
        return line;
    }

    /** The line on which a field stands. */
    int line(String name) {
        Node node = nodes.get(name);
        return node == null ? line : lineOf(node);
    }

    Report report() {
        return report;
    }

    /** Reports the fields that nobody asked for. */
    @Override
    public void close() {
        nodes.forEach((name, node) -> {
            if (!asked.contains(name)) {
                report.add(
                        lineOf(node),
                        "unknown field '" + name + "'",
                        "use only " + asked.stream().sorted().collect(Collectors.joining(", ")));
            }
        });
    }

    /** Makes missing fields no problem: that there are none has been said already. */
    private Fields forgiving() {
        return new Fields(null, line, before, new Report(report.file(), new ArrayList<>()));
    }

    private void keep(NodeTuple tuple) {
        String name = scalar(tuple.getKeyNode(), "a field's name");
        if (nodes.put(name, tuple.getValueNode()) != null) {
            report.add(lineOf(tuple.getKeyNode()), "'" + name + "' is given twice", "keep one of the two");
        }
    }

    private Optional<Node> node(String name) {
        asked.add(name);
        return Optional.ofNullable(nodes.get(name));
    }

    private void missing(String name, String what) {
        if (!nodes.containsKey(name)) {
            report.add(line, "'" + name + "' is missing", "add '" + name + ":' with " + what);
        }
    }

    private <T> List<T> list(String name, Function<Node, T> reader) {
        Optional<Node> node = node(name);
        if (node.isEmpty()) {
            missing(name, "a list of at least one entry");
            return List.of();
        }
        if (node.get() instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
            return sequence.getValue().stream().map(reader).toList();
        }
        report.add(
                lineOf(node.get()), "'" + name + "' is not a list of at least one entry", "begin each entry with '- '");
        return List.of();
    }

    private Fields fieldsOf(Node node, String name) {
        if (node instanceof MappingNode mapping) {
            return new Fields(mapping, lineOf(node), before, report);
        }
        report.add(lineOf(node), "'" + name + "' has no fields", "write 'name: value' beneath it, indented");
        return new Fields(null, lineOf(node), before, report).forgiving();
    }

    private Text textOf(Node node, String name) {
        String value = scalar(node, name);
        boolean block = node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED);
        if (node instanceof ScalarNode && value.isBlank()) {
            report.add(lineOf(node), "'" + name + "' is empty", "write it, or leave the entry out");
        }
        return new Text(block ? value : value.strip(), lineOf(node) + (block ? 1 : 0));
    }

    private String scalar(Node node, String name) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
        }
        report.add(lineOf(node), "'" + name + "' is not text", "write it on one line, or after '|'");
        return "";
    }

    private <T> Optional<T> choose(Text text, String name, Map<String, T> choices) {
        T choice = choices.get(text.value());
        if (choice == null && !text.value().isEmpty()) {
            report.add(
                    text.line(),
                    "'" + text.value() + "' is not a value of '" + name + "'",
                    "use one of " + choices.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return Optional.ofNullable(choice);
    }

    private int lineOf(Node node) {
        return before + 1 + node.getStartMark().map(Mark::getLine).orElse(0);
    }
}
