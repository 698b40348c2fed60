package dev.packetwalk.grading;

import dev.packetwalk.grading.Pattern.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a {@link Pattern} from left to right. The texts are our own: one that cannot be read is a defect, found by a test that
 * reads every file, and ends in an {@link IllegalArgumentException} that says where.
 */
final class PatternReader {
    private static final String OTHER = "other";

    private final String text;
    private int at;

    PatternReader(String text) {
        this.text = text;
    }

    Pattern whole() {
        Pattern pattern = pattern();
        if (at < text.length()) {
            throw wrong("a brace too many");
        }
        return pattern;
    }

    /** Reads up to the brace that closes it, or to the end. */
    private Pattern pattern() {
        List<Piece> pieces = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != '}') {
            if (text.charAt(at) == '{') {
                at++;
                pieces.add(gap());
            } else {
                int from = at;
                while (at < text.length() && text.charAt(at) != '{' && text.charAt(at) != '}') {
                    at++;
                }
                pieces.add(new Pattern.Words(text.substring(from, at)));
            }
        }
        return new Pattern(pieces);
    }

    private Piece gap() {
        String name = word();
        if (skip('}')) {
            return new Pattern.Gap(name);
        }
        expect(',');
        String form = word();
        Piece piece = switch (form) {
            case "capital" -> new Pattern.Capital(name);
            case "seconds" -> new Pattern.Seconds(name, false);
            case "tenths" -> new Pattern.Seconds(name, true);
            case "list" -> {
                expect(',');
                yield new Pattern.Listed(name, word());
            }
            case "select" -> new Pattern.Select(name, cases());
            case "plural" -> new Pattern.Plural(name, cases());
            default -> throw wrong("no form is called '" + form + "'");
        };
        expect('}');
        return piece;
    }

    private Map<String, Pattern> cases() {
        expect(',');
        Map<String, Pattern> cases = new HashMap<>();
        blanks();
        while (at < text.length() && text.charAt(at) != '}') {
            String name = word();
            expect('{');
            if (cases.put(name, pattern()) != null) {
                throw wrong("a second case '" + name + "'");
            }
            expect('}');
            blanks();
        }
        if (!cases.containsKey(OTHER)) {
            throw wrong("no case '" + OTHER + "'");
        }
        return cases;
    }

    /** Letters, digits, {@code _}, {@code -}, and {@code =} before them. */
    private String word() {
        blanks();
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-=".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (from == at) {
            throw wrong("a word is missing");
        }
        return text.substring(from, at);
    }

    private void expect(char character) {
        if (!skip(character)) {
            throw wrong("'" + character + "' is missing");
        }
    }

    private boolean skip(char character) {
        blanks();
        if (at < text.length() && text.charAt(at) == character) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + " at character " + (at + 1) + " of: " + text);
    }
}
