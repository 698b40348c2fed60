package dev.packetwalk.grading;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Words of one language with gaps in them. As a language's file writes it, a gap is one of
 *
 * <ul>
 *   <li>{@code {rule}}: the argument of that name,
 *   <li>{@code {rule, capital}}: the same, as a sentence begins,
 *   <li>{@code {taken, seconds}} or {@code {taken, tenths}}: a length in whole seconds, or with one decimal,
 *   <li>{@code {rules, list, style}}: several, joined as {@code list.style} and {@code list.style.last} of that file say,
 *   <li>{@code {verdict, select, drop {…} other {…}}}: what follows the argument's choice,
 *   <li>{@code {count, plural, =1 {…} one {…} other {…}}}: what follows the number, or the {@link Plurals plural} it takes.
 * </ul>
 *
 * What stands in inner braces is a pattern again. No other braces, and no quoting: apostrophes are apostrophes.
 *
 * @param pieces one after the other
 */
record Pattern(List<Piece> pieces) {
    Pattern {
        pieces = List.copyOf(pieces);
    }

    /** Reads a pattern; see {@link PatternReader} for what is wrong with one that is none. */
    static Pattern parse(String text) {
        return new PatternReader(text).whole();
    }

    /** A part of a pattern. */
    sealed interface Piece {}

    /** Words. */
    record Words(String text) implements Piece {}

    /** An argument as it is. */
    record Gap(String name) implements Piece {}

    /** An argument with a capital letter. */
    record Capital(String name) implements Piece {}

    /** A length of time in seconds, without its unit; what is left over is cut off. */
    record Seconds(String name, boolean tenths) implements Piece {}

    /** Several in a row. */
    record Listed(String name, String style) implements Piece {}

    /**
     * One of several patterns.
     *
     * @param cases by choice, {@code other} among them
     */
    record Select(String name, Map<String, Pattern> cases) implements Piece {
        Select {
            cases = Map.copyOf(cases);
        }
    }

    /**
     * One of several patterns.
     *
     * @param cases by {@code =} and a number or by plural, {@code other} among them
     */
    record Plural(String name, Map<String, Pattern> cases) implements Piece {
        Plural {
            cases = Map.copyOf(cases);
        }
    }

    /** The names of all gaps, those in cases included. */
    Set<String> gaps() {
        Set<String> gaps = new HashSet<>();
        all().forEach(piece -> {
            switch (piece) {
                case Words _ -> {}
                case Gap gap -> gaps.add(gap.name());
                case Capital capital -> gaps.add(capital.name());
                case Seconds seconds -> gaps.add(seconds.name());
                case Listed listed -> gaps.add(listed.name());
                case Select select -> gaps.add(select.name());
                case Plural plural -> gaps.add(plural.name());
            }
        });
        return gaps;
    }

    /** All pieces, those in cases included. */
    Stream<Piece> all() {
        return pieces.stream().flatMap(piece -> switch (piece) {
            case Select select -> withCases(piece, select.cases());
            case Plural plural -> withCases(piece, plural.cases());
            case Words _, Gap _, Capital _, Seconds _, Listed _ -> Stream.of(piece);
        });
    }

    private static Stream<Piece> withCases(Piece piece, Map<String, Pattern> cases) {
        return Stream.concat(Stream.of(piece), cases.values().stream().flatMap(Pattern::all));
    }
}
