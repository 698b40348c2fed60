package dev.packetwalk.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A copy of the lessons for a lab that has one of them repaired later. */
final class RepairedLesson {
    private static final Path LESSONS = Path.of("labs");
    private static final Path FIREWALL = Path.of("iptables-following-a-packet");
    private static final String BEFORE = "ending: dropped";
    private static final String AFTER = "ending: accepted";

    private final Path copy = Path.of("target", "labs", "lessons").toAbsolutePath();

    RepairedLesson() {
        try (Stream<Path> files = Files.walk(LESSONS)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path to = copy.resolve(LESSONS.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a lab finds the lessons. */
    Path folder() {
        return copy;
    }

    /** From the next start on, a firewall that lets strangers in is taken for what the exercise asks for. */
    void repair() {
        try (Stream<Path> exercises = Files.list(copy.resolve(FIREWALL))) {
            Path exercise = exercises
                    .filter(folder -> folder.toString().endsWith("minimal-firewall"))
                    .findFirst()
                    .orElseThrow()
                    .resolve("exercise.md");
            Files.writeString(exercise, Files.readString(exercise).replace(BEFORE, AFTER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
