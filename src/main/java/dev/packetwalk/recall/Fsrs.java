package dev.packetwalk.recall;

import static java.lang.Math.clamp;
import static java.lang.Math.exp;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.pow;

import java.time.Duration;
import java.util.List;

/**
 * The free spaced repetition scheduler, version 6 (FSRS-6), with short steps of learning. The formulas and the default parameters
 * are those of "The Algorithm" in the wiki of open-spaced-repetition, section FSRS-6; steps of learning follow py-fsrs 6. Where the
 * reference implementations differ, this one does as ts-fsrs 5.4 does: "hard" on the same day makes no memory weaker. There is no random spread of intervals: the buttons say what will happen, and then that is what happens.
 *
 * @param parameters 21 numbers, w0 to w20, as an optimiser finds them
 * @param retention the probability, between 0 and 1, with which something shall still be known when it is asked again
 * @param learningSteps pauses while something is new; empty sends it to days at once
 * @param relearningSteps pauses after something was forgotten; empty leaves it with days
 * @param longest the longest pause, in days
 */
public record Fsrs(
        List<Double> parameters,
        double retention,
        List<Duration> learningSteps,
        List<Duration> relearningSteps,
        int longest) {
    /** Found by the authors of FSRS on the reviews of some ten thousand people. */
    public static final List<Double> DEFAULT_PARAMETERS = List.of(
            0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
            1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542);

    /** As published: nine of ten remembered, steps of 1 and 10 minutes, no pause longer than 100 years. */
    public static final Fsrs STANDARD = new Fsrs(
            DEFAULT_PARAMETERS,
            0.9,
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10)),
            List.of(Duration.ofMinutes(10)),
            36_500);

    private static final double LEAST_STABILITY = 0.001;
    private static final double MOST_STABILITY = 36_500;
    private static final double LEAST_DIFFICULTY = 1;
    private static final double MOST_DIFFICULTY = 10;

    /** Stability is defined by this probability, whatever retention is asked for. */
    private static final double AT_STABILITY = 0.9;

    public Fsrs {
        parameters = List.copyOf(parameters);
        learningSteps = List.copyOf(learningSteps);
        relearningSteps = List.copyOf(relearningSteps);
        if (parameters.size() != 21 || !(retention > 0 && retention < 1) || longest < 1) {
            throw new IllegalArgumentException("FSRS-6 takes 21 parameters, a retention between 0 and 1, and days");
        }
    }

    /** The first answer about something. */
    public Outcome first(Rating rating) {
        double stability = max(w(rating.value() - 1), LEAST_STABILITY);
        double difficulty = clamp(firstDifficulty(rating), LEAST_DIFFICULTY, MOST_DIFFICULTY);
        return step(new Memory(Phase.LEARNING, 0, stability, difficulty), rating, learningSteps);
    }

    /**
     * An answer about something that was asked before.
     *
     * @param days since it was asked last, as a person counts them; 0 is the same day
     */
    public Outcome next(Memory memory, Rating rating, int days) {
        double stability = days < 1 ? onTheSameDay(memory, rating) : later(memory, rating, days);
        Memory now = new Memory(
                memory.phase(),
                memory.step(),
                clamp(stability, LEAST_STABILITY, MOST_STABILITY),
                difficulty(memory.difficulty(), rating));
        return switch (memory.phase()) {
            case LEARNING -> step(now, rating, learningSteps);
            case RELEARNING -> step(now, rating, relearningSteps);
            case REVIEW ->
                rating == Rating.AGAIN && !relearningSteps.isEmpty()
                        ? at(now, Phase.RELEARNING, 0, relearningSteps)
                        : inDays(now);
        };
    }

    /** The probability that something is still remembered after some days without being asked. */
    public double retrievability(Memory memory, int days) {
        return pow(1 + factor() * max(days, 0) / memory.stability(), decay());
    }

    private Outcome step(Memory memory, Rating rating, List<Duration> steps) {
        int step = memory.step();
        if (steps.isEmpty() || (step >= steps.size() && rating != Rating.AGAIN)) {
            return inDays(memory);
        }
        return switch (rating) {
            case AGAIN -> at(memory, memory.phase(), 0, steps);
            case HARD -> new Outcome(memory, new Pause.Brief(stay(step, steps)));
            case GOOD -> step + 1 == steps.size() ? inDays(memory) : at(memory, memory.phase(), step + 1, steps);
            case EASY -> inDays(memory);
        };
    }

    /** Between the first step and the second, or half as long again as the only one. */
    private static Duration stay(int step, List<Duration> steps) {
        if (step > 0) {
            return steps.get(step);
        }
        return steps.size() == 1
                ? steps.getFirst().multipliedBy(3).dividedBy(2)
                : steps.get(0).plus(steps.get(1)).dividedBy(2);
    }

    private static Outcome at(Memory memory, Phase phase, int step, List<Duration> steps) {
        return new Outcome(
                new Memory(phase, step, memory.stability(), memory.difficulty()), new Pause.Brief(steps.get(step)));
    }

    private Outcome inDays(Memory memory) {
        long days = Math.round(memory.stability() / factor() * (pow(retention, 1 / decay()) - 1));
        return new Outcome(new Memory(Phase.REVIEW, 0, memory.stability(), memory.difficulty()), new Pause.Days((int)
                clamp(days, 1L, (long) longest)));
    }

    private double onTheSameDay(Memory memory, Rating rating) {
        double growth = exp(w(17) * (rating.value() - 3 + w(18))) * pow(memory.stability(), -w(19));
        return memory.stability() * (rating == Rating.AGAIN ? growth : max(growth, 1));
    }

    private double later(Memory memory, Rating rating, int days) {
        double retrievability = retrievability(memory, days);
        double s = memory.stability();
        double d = memory.difficulty();
        if (rating == Rating.AGAIN) {
            double forgotten = w(11) * pow(d, -w(12)) * (pow(s + 1, w(13)) - 1) * exp((1 - retrievability) * w(14));
            return min(forgotten, s / exp(w(17) * w(18)));
        }
        double penalty = rating == Rating.HARD ? w(15) : 1;
        double bonus = rating == Rating.EASY ? w(16) : 1;
        double growth =
                exp(w(8)) * (11 - d) * pow(s, -w(9)) * (exp((1 - retrievability) * w(10)) - 1) * penalty * bonus;
        return s * (1 + growth);
    }

    /** It moves less the nearer it is to its end, and always a little towards that of an easy start. */
    private double difficulty(double difficulty, Rating rating) {
        double moved = difficulty - w(6) * (rating.value() - 3) * (10 - difficulty) / 9;
        return clamp(w(7) * firstDifficulty(Rating.EASY) + (1 - w(7)) * moved, LEAST_DIFFICULTY, MOST_DIFFICULTY);
    }

    private double firstDifficulty(Rating rating) {
        return w(4) - exp(w(5) * (rating.value() - 1)) + 1;
    }

    private double decay() {
        return -w(20);
    }

    private double factor() {
        return pow(AT_STABILITY, 1 / decay()) - 1;
    }

    private double w(int index) {
        return parameters.get(index);
    }
}
