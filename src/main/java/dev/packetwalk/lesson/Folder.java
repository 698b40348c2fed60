package dev.packetwalk.lesson;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder that is loaded. Its files are read here and nowhere else, so that a file that cannot be read is a problem like any
 * other.
 *
 * @param path on disk
 * @param name as problems name it; empty for the top
 * @param problems of the whole load, added to
 * @param kept what has been read before, shared by all folders of a load
 * @param draws values of parameters, put in place of their names in every text; empty leaves the names
 */
record Folder(Path path, String name, List<Problem> problems, Kept kept, Map<String, String> draws) {
    private static final long MOST_BYTES = 256 * 1024;

    Folder {
        draws = Map.copyOf(draws);
    }

    /** The top of a load. */
    static Folder top(Path path, List<Problem> problems) {
        return new Folder(path, "", problems, new Kept(), Map.of());
    }

    /** What was once read is not read again: other editions of an exercise are made of the same texts. */
    static final class Kept {
        private final Map<Path, List<String>> listings = new ConcurrentHashMap<>();
        private final Map<Path, Optional<String>> texts = new ConcurrentHashMap<>();
        private final Map<Path, Boolean> folders = new ConcurrentHashMap<>();
    }

    /** The names of what is in it, sorted; empty if it cannot be listed, which is a problem. */
    List<String> entries() {
        return kept.listings.computeIfAbsent(path, this::list);
    }

    private List<String> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(p -> p.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            problems.add(new Problem(named(""), 0, "cannot be listed: " + e, "check that it is a folder and readable"));
            return List.of();
        }
    }

    boolean hasFolder(String entry) {
        return kept.folders.computeIfAbsent(path.resolve(entry), Files::isDirectory);
    }

    boolean hasFile(String entry) {
        return !hasFolder(entry) && (kept.texts.containsKey(path.resolve(entry)) || isFile(path.resolve(entry)));
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file);
    }

    Folder folder(String entry) {
        return new Folder(path.resolve(entry), named(entry), problems, kept, draws);
    }

    /** The same folder with values of parameters, and a place of its own for problems. */
    Folder edition(Map<String, String> values, List<Problem> found) {
        return new Folder(path, name, found, kept, values);
    }

    Report report(String entry) {
        return new Report(named(entry), problems);
    }

    /** The text of a file that must be there; empty if it is not, which is a problem. */
    Optional<String> read(String entry) {
        return kept.texts
                .computeIfAbsent(path.resolve(entry), file -> readOnce(file, entry))
                .map(text -> Parameter.fill(text, draws));
    }

    private Optional<String> readOnce(Path file, String entry) {
        try {
            if (!isFile(file)) {
                report(entry).add(0, "the file is missing", "add it");
            } else if (Files.size(file) > MOST_BYTES) {
                report(entry).add(0, "the file is longer than 256 KiB", "split it, or leave something out");
            } else {
                return Optional.of(Files.readString(file).replace("\r\n", "\n"));
            }
        } catch (CharacterCodingException e) {
            report(entry).add(0, "the file is not UTF-8 text", "save it as UTF-8");
        } catch (IOException e) {
            report(entry).add(0, "the file cannot be read: " + e.getMessage(), "check its permissions");
        }
        return Optional.empty();
    }

    /** Reports an entry that the format does not know. */
    void unknown(String entry, String known) {
        report(entry).add(0, "unknown " + (hasFolder(entry) ? "folder" : "file"), "remove it; known are " + known);
    }

    private String named(String entry) {
        return name.isEmpty() || entry.isEmpty() ? name + entry : name + "/" + entry;
    }
}
