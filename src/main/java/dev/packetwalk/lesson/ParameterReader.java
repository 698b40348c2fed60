package dev.packetwalk.lesson;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the field {@code parameters} of an exercise, and holds it against the places that name them. */
final class ParameterReader {
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9./-]{0,60}");
    private static final List<String> NOTHING = List.of("0");
    private static final int MOST_NUMBERS = 10_000;

    private ParameterReader() {}

    /**
     * Reads them.
     *
     * @param yaml the exercise's fields, with names of parameters still in them
     */
    static List<Parameter> read(String yaml) {
        Fields fields = Fields.of(Parameter.blank(yaml), 1, new Report("", new ArrayList<>()));
        return fields.has("parameters") ? read(fields) : List.of();
    }

    /** Reads them from the fields themselves, and reports what is wrong with them. */
    static List<Parameter> read(Fields fields) {
        Set<String> names = new HashSet<>();
        return fields.all("parameters", parameter -> {
            String name = parameter.id("name");
            if (!name.isEmpty() && !names.add(name)) {
                parameter
                        .report()
                        .add(parameter.line("name"), "a second parameter '" + name + "'", "choose another name");
            }
            if (parameter.has("one-of")) {
                return oneOf(name, parameter);
            }
            return parameter.has("choices") ? choices(name, parameter) : numbers(name, parameter);
        });
    }

    /** The value of one of the other parameters. */
    private static Parameter oneOf(String name, Fields parameter) {
        return new Parameter(
                name,
                parameter.texts("one-of").stream()
                        .map(other -> "{{" + other.value() + "}}")
                        .toList());
    }

    private static Parameter choices(String name, Fields parameter) {
        List<String> values = parameter.texts("choices").stream()
                .filter(value -> {
                    boolean good = VALUE.matcher(value.value()).matches();
                    if (!good) {
                        parameter
                                .report()
                                .add(
                                        value.line(),
                                        "'" + value.value() + "' is no value for a parameter",
                                        "use letters, digits, '.', '-' and '/' only");
                    }
                    return good;
                })
                .map(Fields.Text::value)
                .toList();
        return new Parameter(name, values.isEmpty() ? NOTHING : values);
    }

    private static Parameter numbers(String name, Fields parameter) {
        int from = parameter.number("from", 0, 65_535);
        int to = parameter.number("to", from, Math.min(65_535, from + MOST_NUMBERS));
        return Parameter.numbers(name, from, to);
    }

    /**
     * Reports places that name no parameter, and parameters that no place names.
     *
     * @param texts the exercise's files, by their names
     */
    static void check(List<Parameter> parameters, List<NamedText> texts, Folder folder) {
        Set<String> known = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
        Set<String> used = new HashSet<>();
        for (NamedText text : texts) {
            for (Parameter.Place place : Parameter.places(text.text())) {
                used.add(place.name());
                if (!known.contains(place.name())) {
                    folder.report(text.file())
                            .add(
                                    place.line(),
                                    "there is no parameter '" + place.name() + "'",
                                    "state it in 'parameters:', or write something else than double braces");
                }
            }
        }
        parameters.stream()
                .flatMap(parameter -> parameter.choices().stream())
                .flatMap(choice -> Parameter.places(choice).stream())
                .map(Parameter.Place::name)
                .filter(name -> !known.contains(name))
                .distinct()
                .forEach(name -> folder.report("exercise.md")
                        .add(1, "there is no parameter '" + name + "' to choose", "name others in 'one-of:'"));
        parameters.stream()
                .map(Parameter::name)
                .filter(name -> !used.contains(name))
                .forEach(name -> folder.report("exercise.md")
                        .add(1, "parameter '" + name + "' is used nowhere", "write {{" + name + "}}, or remove it"));
    }

    /** A file of the exercise as it was written. */
    record NamedText(String file, String text) {}
}
