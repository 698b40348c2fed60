package dev.packetwalk.lesson;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that is loaded. Its files are read here and nowhere else, so that a file that cannot be read is a problem like any
 * other.
 *
 * @param path on disk
 * @param name as problems name it; empty for the top
 * @param problems of the whole load, added to
 */
record Folder(Path path, String name, List<Problem> problems) {
    private static final long MOST_BYTES = 256 * 1024;

    /** The names of what is in it, sorted; empty if it cannot be listed, which is a problem. */
    List<String> entries() {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(p -> p.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            problems.add(new Problem(named(""), 0, "cannot be listed: " + e, "check that it is a folder and readable"));
            return List.of();
        }
    }

    boolean hasFolder(String entry) {
        return Files.isDirectory(path.resolve(entry));
    }

    boolean hasFile(String entry) {
        return Files.isRegularFile(path.resolve(entry));
    }

    Folder folder(String entry) {
        return new Folder(path.resolve(entry), named(entry), problems);
    }

    Report report(String entry) {
        return new Report(named(entry), problems);
    }

    /** The text of a file that must be there; empty if it is not, which is a problem. */
    Optional<String> read(String entry) {
        Path file = path.resolve(entry);
        try {
            if (!Files.isRegularFile(file)) {
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
