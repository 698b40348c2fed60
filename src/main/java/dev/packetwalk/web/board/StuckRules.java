package dev.packetwalk.web.board;

import dev.packetwalk.web.board.Standing.State;
import dev.packetwalk.web.board.Standing.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a learner stands with an exercise. A try is a change of rules or an answer to a question; progress is a check that
 * passes for the first time in an attempt. Somebody is stuck, by the first of these rules that fits,
 *
 * <ol>
 *   <li>who is locked out: for {@link #lockedOutFor}, the rules let no answer in to what the machine asks for. Some exercises want
 *       that for a minute;
 *   <li>for whom the same check has failed for the same kind of reason through {@link #sameCheckTries} tries and for
 *       {@link #sameCheckFor} without any progress;
 *   <li>who has made {@link #manyChanges} tries in {@link #manyChangesFor} or longer without any progress;
 *   <li>who has fallen silent after an error: a check has failed, and nothing was typed since, for {@link #silentFor}. Who has said
 *       nothing for {@link #goneAfter} has gone away, and is not waited for.
 * </ol>
 *
 * <p>Only who has a machine is stuck, and only with the exercise that they do on it: of several on one machine, the one begun last
 * that is not passed. What has passed once stays passed; it counts as undone when its checks fail again in the same attempt, unless
 * the learner has begun another exercise on that machine since, whose rules these then are. Pure; immutable.
 *
 * @param lockedOutFor how long nothing may get in
 * @param sameCheckTries how many tries may fail at one check
 * @param sameCheckFor how long that takes at least
 * @param manyChanges how many tries may come to nothing
 * @param manyChangesFor how long that takes at least
 * @param silentFor how long it may be silent after an error
 * @param goneAfter when silence means that nobody is there
 */
public record StuckRules(
        Duration lockedOutFor,
        int sameCheckTries,
        Duration sameCheckFor,
        int manyChanges,
        Duration manyChangesFor,
        Duration silentFor,
        Duration goneAfter) {
    /** What suits exercises of a quarter of an hour. */
    public static final StuckRules USUAL = new StuckRules(
            Duration.ofMinutes(3),
            6,
            Duration.ofMinutes(3),
            12,
            Duration.ofMinutes(5),
            Duration.ofMinutes(4),
            Duration.ofMinutes(30));

    /**
     * What is known of a learner and an exercise that they have begun.
     *
     * @param startedAt when their newest attempt began
     * @param passedAt when they first passed it, in whatever attempt; {@code null} if they never did
     * @param undoneAt when it stopped passing in the attempt in which it had passed; {@code null} if it did not
     * @param onTopOfIt whether another exercise was begun on the same machine since
     * @param present whether they have a machine, and this is what they do on it
     * @param failures how its checks have failed in this attempt
     */
    public record Known(
            Instant startedAt,
            @Nullable Instant passedAt,
            @Nullable Instant undoneAt,
            boolean onTopOfIt,
            boolean present,
            Failures failures) {}

    /** How a learner stands now. */
    public Standing decide(Known known, Doings doings, Instant now) {
        if (known.passedAt != null) {
            return known.undoneAt != null && !known.onTopOfIt
                    ? Standing.of(State.UNDONE, known.undoneAt)
                    : Standing.of(State.PASSED, known.passedAt);
        }
        if (known.present) {
            Instant progress = later(known.startedAt, known.failures.progressAt());
            Optional<Standing> stuck = lockedOut(known.startedAt, doings, now)
                    .or(() -> sameCheck(known.failures, progress, doings, now))
                    .or(() -> manyChanges(progress, doings, now))
                    .or(() -> silent(known, doings, now));
            if (stuck.isPresent()) {
                return stuck.get();
            }
        }
        return Standing.of(State.WORKING, known.startedAt);
    }

    private Optional<Standing> lockedOut(Instant startedAt, Doings doings, Instant now) {
        Instant locked = doings.lockedOutSince();
        if (locked == null) {
            return Optional.empty();
        }
        Instant since = later(startedAt, locked);
        return lasted(lockedOutFor, since, now) ? Optional.of(Standing.stuck(Why.LOCKED_OUT, since)) : Optional.empty();
    }

    private Optional<Standing> sameCheck(Failures failures, Instant progress, Doings doings, Instant now) {
        for (Failures.Run run : failures.runs()) {
            Instant since = later(run.since(), progress);
            // What made it fail came just before it was graded.
            int tries = doings.triesSince(since.minus(Failures.GRADED_WITHIN));
            if (tries >= sameCheckTries && lasted(sameCheckFor, since, now)) {
                return Optional.of(new Standing(State.STUCK, since, Why.SAME_CHECK, run.check(), tries));
            }
        }
        return Optional.empty();
    }

    private Optional<Standing> manyChanges(Instant progress, Doings doings, Instant now) {
        int tries = doings.triesSince(progress);
        Instant first = doings.firstTrySince(progress);
        return tries >= manyChanges && first != null && lasted(manyChangesFor, first, now)
                ? Optional.of(new Standing(State.STUCK, first, Why.MANY_CHANGES, "", tries))
                : Optional.empty();
    }

    private Optional<Standing> silent(Known known, Doings doings, Instant now) {
        Instant last = later(known.startedAt, doings.lastActAt());
        return !known.failures.runs().isEmpty() && lasted(silentFor, last, now) && !lasted(goneAfter, last, now)
                ? Optional.of(Standing.stuck(Why.SILENT, last))
                : Optional.empty();
    }

    private static boolean lasted(Duration least, Instant since, Instant now) {
        return !now.isBefore(since.plus(least));
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }
}
