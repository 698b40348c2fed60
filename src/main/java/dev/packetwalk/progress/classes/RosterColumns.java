package dev.packetwalk.progress.classes;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;

/** Which column of a roster's file is which, by what stands above it. */
record RosterColumns(int name, int given, int family, int reference, int login) {
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final Map<String, String> WORDS = words();
    private static final int NONE = -1;

    /** Finds them in the first line of a file. What is not known is passed over; of two that mean the same the first counts. */
    static RosterColumns of(List<String> titles) {
        Map<String, Integer> found = new HashMap<>();
        for (int i = 0; i < titles.size(); i++) {
            String column = WORDS.get(plain(titles.get(i)));
            if (column != null) {
                found.putIfAbsent(column, i);
            }
        }
        return new RosterColumns(
                found.getOrDefault("name", NONE),
                found.getOrDefault("given", NONE),
                found.getOrDefault("family", NONE),
                found.getOrDefault("reference", NONE),
                found.getOrDefault("login", NONE));
    }

    boolean tellNames() {
        return name != NONE || given != NONE || family != NONE;
    }

    /** The name in a line; of a given and a family name, both. */
    String nameIn(List<String> line) {
        String whole = cell(line, name);
        return whole.isEmpty() ? (cell(line, given) + " " + cell(line, family)).strip() : whole;
    }

    String referenceIn(List<String> line) {
        return cell(line, reference);
    }

    String loginIn(List<String> line) {
        return cell(line, login);
    }

    private static String cell(List<String> line, int column) {
        return column == NONE || column >= line.size() ? "" : SafeCell.read(line.get(column));
    }

    private static String plain(String title) {
        return Normalizer.normalize(title, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static Map<String, String> words() {
        Properties file = new Properties();
        try (InputStream in = Objects.requireNonNull(
                RosterColumns.class.getResourceAsStream("roster-columns.properties"), "roster-columns.properties")) {
            file.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> words = new HashMap<>();
        for (String column : file.stringPropertyNames()) {
            for (String word : SPACE.splitAsStream(file.getProperty(column)).toList()) {
                words.put(word, column);
            }
        }
        return Map.copyOf(words);
    }
}
