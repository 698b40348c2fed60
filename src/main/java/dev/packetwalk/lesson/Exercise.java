package dev.packetwalk.lesson;

import dev.packetwalk.sandbox.Topology;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One exercise of a lesson: a page, a sandbox to do it in, and the checks that decide whether it is done.
 *
 * @param id the folder's name without its number
 * @param number its place in the lesson, from 1
 * @param title for people
 * @param goal one sentence, plain text: what will be true when it is done
 * @param minutes how long it takes
 * @param sandbox where it is done
 * @param page the instructions, from {@code exercise.md}
 * @param checks what is graded, in the order in which they are shown; empty exactly if {@code ungraded} is not null
 * @param ungraded why nothing is graded, a sentence for the learner; null if something is
 * @param hints from a nudge to nearly the answer, each safe HTML
 * @param learned shown once the exercise is passed: safe HTML
 * @param proof the solutions and mistakes that show that its checks work; never shown to a learner who has not earned it
 */
public record Exercise(
        String id,
        int number,
        String title,
        String goal,
        int minutes,
        SandboxPlan sandbox,
        Page page,
        List<Check> checks,
        @Nullable String ungraded,
        List<Hint> hints,
        String learned,
        Proof proof) {
    public Exercise {
        checks = List.copyOf(checks);
        hints = List.copyOf(hints);
    }

    /** The questions to put to the learner, by check, in order. */
    public List<Check.Asked> questions() {
        return allChecks()
                .flatMap(check -> check instanceof Check.Asked asked ? Stream.of(asked) : Stream.empty())
                .toList();
    }

    /** The files that checks look at, as absolute paths in the box, each once. */
    public List<String> files() {
        return allChecks().flatMap(Exercise::files).distinct().toList();
    }

    /** Every check, the steps of sequences included. */
    public Stream<Check> allChecks() {
        return checks.stream()
                .flatMap(check -> check instanceof Check.Sequence sequence
                        ? Stream.concat(Stream.of(check), sequence.steps().stream().map(Check.Step::check))
                        : Stream.of(check));
    }

    private static Stream<String> files(Check check) {
        return switch (check) {
            case Check.Saved saved -> Stream.of(saved.path());
            case Check.Asked asked ->
                asked.questions().stream()
                        .filter(question -> question.source() instanceof AnswerSource.TrackedLimit)
                        .map(_ -> AnswerSource.TrackedLimit.PATH);
            case Check.Verdict _,
                    Check.Order _,
                    Check.Overruled _,
                    Check.Probed _,
                    Check.Flowed _,
                    Check.Sequence _,
                    Check.Restored _ -> Stream.empty();
        };
    }

    /** Whether checks decide about it. */
    public boolean graded() {
        return ungraded == null;
    }

    /**
     * Which sandbox an exercise is done in. Exercises of a lesson that name the same sandbox share it: the second goes on where
     * the first left off.
     *
     * @param name unique within the lesson
     * @param topology the network around its box
     */
    public record SandboxPlan(String name, Topology topology) {}

    /**
     * A step towards the answer.
     *
     * @param number from 1
     * @param html safe HTML
     */
    public record Hint(int number, String html) {}
}
