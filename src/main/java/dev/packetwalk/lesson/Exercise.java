package dev.packetwalk.lesson;

import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.Topology;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
 * @param watched what a page shows while the learner works, beside the checks
 * @param hints from a nudge to nearly the answer, each safe HTML
 * @param learned shown once the exercise is passed: safe HTML
 * @param proof the solutions and mistakes that show that its checks work; never shown to a learner who has not earned it
 * @param version 16 hex digits that tell apart what its fields once were: its checks, its machine, its parameters
 * @param parameters what differs from learner to learner; empty if nothing does
 * @param editions the same exercise for other learners
 * @param variants the same exercise for another kind of machine, each with an id of its own that begins with this one's
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
        List<Watched> watched,
        List<Hint> hints,
        String learned,
        Proof proof,
        String version,
        List<Parameter> parameters,
        Editions editions,
        List<Exercise> variants) {
    public Exercise {
        checks = List.copyOf(checks);
        watched = List.copyOf(watched);
        hints = List.copyOf(hints);
        parameters = List.copyOf(parameters);
        variants = List.copyOf(variants);
    }

    /**
     * This exercise as the learner with this seed has it: with their own ports, addresses and names. Exercises that name the same
     * parameter with the same values agree about it.
     *
     * @param seed always the same for one learner: see {@link #seed}
     */
    public Exercise forLearner(long seed) {
        return editions.of(seed).map(edition -> edition.withVariants(variants)).orElse(this);
    }

    /** What is drawn for a learner follows from this number. Ids are random, so any of their bits will do. */
    public static long seed(UUID learner) {
        return learner.getMostSignificantBits() ^ learner.getLeastSignificantBits();
    }

    /** The same exercise for evidence without real packets: what the rules say is not confirmed. */
    public Exercise withoutConfirmations() {
        List<Check> byRulesAlone = checks.stream()
                .map(check -> check instanceof Check.Verdict verdict
                        ? new Check.Verdict(
                                verdict.id(), verdict.title(), verdict.packets(), verdict.ending(), List.of())
                        : check)
                .toList();
        return with(byRulesAlone, variants);
    }

    Exercise withVariants(List<Exercise> others) {
        return with(checks, others);
    }

    private Exercise with(List<Check> otherChecks, List<Exercise> otherVariants) {
        return new Exercise(
                id,
                number,
                title,
                goal,
                minutes,
                sandbox,
                page,
                otherChecks,
                ungraded,
                watched,
                hints,
                learned,
                proof,
                version,
                parameters,
                editions,
                otherVariants);
    }

    /** Makes editions of an exercise. */
    public interface Editions {
        /** There is only one edition. */
        Editions NONE = _ -> Optional.empty();

        /** The edition of a seed; empty if there is only one. */
        Optional<Exercise> of(long seed);
    }

    /**
     * A real packet that is sent with every change of rules, so that a page can show what comes back.
     *
     * @param words what it is, such as {@code A stranger's connection to port 22}
     */
    public record Watched(String words, Probe probe) {}

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
                        ? Stream.concat(
                                Stream.of(check), sequence.steps().stream().map(Check.Step::check))
                        : Stream.of(check));
    }

    /** Whether a check looks at more than the present rules and probes. */
    public boolean looksBack() {
        return checks.stream().anyMatch(check -> switch (check) {
            case Check.Flowed _, Check.Asked _, Check.Saved _, Check.Sequence _, Check.Restored _ -> true;
            case Check.Verdict _, Check.Order _, Check.Overruled _, Check.Probed _ -> false;
        });
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
