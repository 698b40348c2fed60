package dev.packetwalk.cli;

import dev.packetwalk.cli.EvidenceFiles.BadInput;
import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.EvidenceBundle;
import dev.packetwalk.progress.EvidenceBundles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bundle of evidence in a file, as a learner downloads it.
 *
 * @param file where it is
 */
record BundleFile(Path file) {
    /** Bytes; more than any bundle has. A device or a pipe without end is not read forever. */
    private static final int LONGEST = 64 << 20;

    /**
     * Reads it.
     *
     * @throws BadInput if it cannot be read, was altered, or is of another exercise
     */
    EvidenceBundle read(Lesson lesson, Exercise exercise) throws BadInput {
        return switch (EvidenceBundles.read(text())) {
            case EvidenceBundles.Reading.Unreadable(String place, String message, String remedy) ->
                throw new BadInput(file, (place.isEmpty() ? "" : place + ": ") + message + "; " + remedy);
            case EvidenceBundles.Reading.Whole(EvidenceBundle bundle) -> {
                String is = bundle.exercise().toString();
                String wanted = lesson.id() + "/" + exercise.id();
                if (!is.equals(wanted)) {
                    throw new BadInput(file, "bundle.exercise: it is of " + is + ", not of " + wanted + "; grade that");
                }
                yield bundle;
            }
        };
    }

    private String text() throws BadInput {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new BadInput(file, "longer than a bundle can be; give one as it was exported");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BadInput(file, "cannot be read: " + e.getMessage());
        }
    }

    /** What is to be said of a bundle beside its grade. */
    static List<String> notes(
            EvidenceBundle bundle, Exercise exercise, List<EvidenceBundle.Disagreement> disagreements) {
        List<String> notes = new ArrayList<>();
        String version = bundle.versions().getOrDefault(EvidenceBundle.EXERCISE_VERSION, "unknown");
        if (!version.equals(exercise.version())) {
            notes.add("The bundle is of another version of the exercise (" + version + ", here " + exercise.version()
                    + "): what is asked may differ.");
        }
        disagreements.forEach(check -> notes.add("Graded differently: " + check.check() + " " + words(check.then())
                + " in the bundle, and " + words(check.now()) + " here."));
        if (bundle.grade() == null) {
            notes.add("The bundle holds no grade to compare with.");
        } else if (disagreements.isEmpty()) {
            notes.add("The bundle is whole, and its grade of " + bundle.grade().gradedAt() + " comes out the same.");
        }
        return notes;
    }

    private static String words(CheckResult.@Nullable State state) {
        return switch (state) {
            case PASSED -> "passed";
            case FAILED, WAITING -> "failed";
            case UNDECIDED -> "was not decided";
            case null -> "did not exist";
        };
    }
}
