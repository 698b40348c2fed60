package dev.packetwalk.lesson;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Loads lessons from folders. A closed world: files and fields that the format does not know are problems, and all problems are
 * collected, not only the first.
 *
 * <p>A lesson's folder holds {@code lesson.yaml}, {@code lesson.md}, perhaps {@code cards.yaml}, and a folder {@code NN-<exercise>} for each exercise with
 * {@code exercise.md} and, if it is graded, {@code solution.sh}, {@code mutants/*.sh} and {@code ways/*.sh}.
 */
public final class LessonLoader {
    private static final Comparator<Problem> BY_PLACE =
            Comparator.comparing(Problem::file).thenComparingInt(Problem::line);

    /** For authors, beside the lessons. */
    private static final Set<String> BESIDE = Set.of("README.md", "schema");

    private LessonLoader() {}

    /**
     * Loads every lesson of a folder such as {@code labs/}: one sub-folder a lesson. Problems name files relative to it.
     *
     * @return the lessons; a folder that is not there or empty is a problem
     */
    public static Loading all(Path labs) {
        List<Problem> problems = new ArrayList<>();
        Folder top = Folder.top(labs, problems);
        List<Lesson> lessons = new ArrayList<>();
        for (String entry : top.entries()) {
            if (top.hasFolder(entry) && !BESIDE.contains(entry)) {
                new LessonReader(top.folder(entry), entry).read().ifPresent(lessons::add);
            } else if (!BESIDE.contains(entry)) {
                top.unknown(entry, "folders of lessons");
            }
        }
        return result(lessons, problems, labs);
    }

    /**
     * Loads the lesson in one folder, whose name is its id. Problems name files relative to it.
     *
     * @return the lesson alone, or problems
     */
    public static Loading lesson(Path folder) {
        List<Problem> problems = new ArrayList<>();
        String id = folder.toAbsolutePath().normalize().getFileName().toString();
        Optional<Lesson> lesson = new LessonReader(Folder.top(folder, problems), id).read();
        return result(lesson.stream().toList(), problems, folder);
    }

    private static Loading result(List<Lesson> lessons, List<Problem> problems, Path folder) {
        if (lessons.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem("", 0, "no lesson in " + folder, "name the folder that holds the lessons"));
        }
        problems.sort(BY_PLACE);
        return problems.isEmpty() ? new Loading.Loaded(lessons) : new Loading.Rejected(problems);
    }
}
