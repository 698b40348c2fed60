package dev.packetwalk.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Something that differs from learner to learner. Its name in double braces, {@code {{shop-port}}}, stands for its value in the
 * instructions, the fields, the hints and the scripts of an exercise.
 *
 * @param name small letters, digits and dashes
 * @param choices the values that it can have, at least one; another parameter's name in double braces stands for its value
 */
public record Parameter(String name, List<String> choices) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(?<name>[^{}\\n]*)}}");

    public Parameter {
        choices = List.copyOf(choices);
    }

    /** A parameter whose values are whole numbers, both ends included. */
    static Parameter numbers(String name, int from, int to) {
        return new Parameter(
                name,
                IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList());
    }

    /** The value for a seed: always the same for the same name, values and seed. */
    public String draw(long seed) {
        return choices.get((int) Long.remainderUnsigned(mixed(seed ^ mixed(name.hashCode())), choices.size()));
    }

    /** The values of several parameters, by name. */
    static Map<String, String> draw(List<Parameter> parameters, long seed) {
        Map<String, String> values = new LinkedHashMap<>();
        parameters.forEach(parameter -> values.put(parameter.name(), parameter.draw(seed)));
        values.replaceAll((_, value) -> fill(value, values));
        return values;
    }

    /** A text with values in place of names; names without a value stay. */
    static String fill(String text, Map<String, String> values) {
        if (values.isEmpty()) {
            return text;
        }
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group("name"), place.group())));
    }

    /** A text in which every place is a number, so that its fields can be read before there are values. */
    static String blank(String text) {
        return PLACE.matcher(text).replaceAll("0");
    }

    /** Each place in a text, and its line, from 1. */
    static List<Place> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(place -> new Place(
                        place.group(1),
                        (int) text.substring(0, place.start())
                                        .chars()
                                        .filter(c -> c == '\n')
                                        .count()
                                + 1))
                .toList();
    }

    /**
     * Where a text names a parameter.
     *
     * @param line from 1
     */
    record Place(String name, int line) {}

    /** The finaliser of SplitMix64: neighbouring seeds get values that have nothing to do with each other. */
    private static long mixed(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
