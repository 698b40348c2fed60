package dev.packetwalk.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds lessons by what is typed: a folder, or the name of one in the folder of lessons.
 *
 * @param labs the folder of lessons
 */
record LessonFolders(Path labs) {
    /** A lesson's folder and the id of an exercise in it. */
    record Place(Path lesson, String exercise) {}

    Optional<Path> lesson(String typed) {
        if (Files.isRegularFile(Path.of(typed).resolve("lesson.yaml"))) {
            return Optional.of(Path.of(typed));
        }
        return Optional.of(labs.resolve(typed)).filter(Files::isDirectory);
    }

    /** {@code LESSON/EXERCISE}; the exercise by its id, or by its folder with the number. */
    Optional<Place> exercise(String typed) {
        String path = typed.replaceAll("/+$", "");
        int slash = path.lastIndexOf('/');
        return slash < 0
                ? Optional.empty()
                : lesson(path.substring(0, slash))
                        .map(lesson ->
                                new Place(lesson, path.substring(slash + 1).replaceFirst("^[0-9]{2}-", "")));
    }
}
