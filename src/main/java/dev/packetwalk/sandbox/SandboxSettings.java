package dev.packetwalk.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * How many sandboxes there are, and for how long a learner has one.
 *
 * @param server names this server process; stable across its restarts, and no two running servers share it
 * @param pools which sandboxes are kept ready
 * @param maximum the most sandboxes on this engine at a time, in whatever state
 * @param perLearner the most sandboxes that one learner holds
 * @param idleLimit how long a sandbox lives after the learner's last key or click
 * @param warning how long before its end the learner is warned
 * @param extension how much time an extension gives, counted from when it is asked for
 * @param hardLimit how long a sandbox lives at most
 * @param placeExpiry how long a place in the queue is kept for a learner who no longer asks
 * @param startLimit how long making a sandbox may take
 */
public record SandboxSettings(
        String server,
        List<Pool> pools,
        int maximum,
        int perLearner,
        Duration idleLimit,
        Duration warning,
        Duration extension,
        Duration hardLimit,
        Duration placeExpiry,
        Duration startLimit) {
    /**
     * @throws IllegalArgumentException if a limit is not positive or two of them contradict each other
     */
    public SandboxSettings {
        pools = List.copyOf(pools);
        if (server.isBlank()) {
            throw new IllegalArgumentException("the server needs a name");
        }
        if (maximum < 1 || perLearner < 1) {
            throw new IllegalArgumentException("the maximum of sandboxes, and that of one learner, is at least 1");
        }
        for (Duration limit : List.of(idleLimit, warning, extension, hardLimit, placeExpiry, startLimit)) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("a limit on time is more than nothing: " + limit);
            }
        }
        if (warning.compareTo(idleLimit) >= 0 || idleLimit.compareTo(hardLimit) > 0) {
            throw new IllegalArgumentException("the warning (" + warning + ") comes before the idle limit (" + idleLimit
                    + "), which is at most the hard limit (" + hardLimit + ")");
        }
    }

    /** How long a sandbox lives at most when an instructor prolongs it, from when it was claimed. */
    public Duration longestLife() {
        return hardLimit.multipliedBy(2);
    }

    /** What suits a single machine; a starting point for {@code with…} of the caller's own. */
    public static SandboxSettings defaults(String server, List<Pool> pools) {
        return new SandboxSettings(
                server,
                pools,
                20,
                2,
                Duration.ofMinutes(45),
                Duration.ofMinutes(5),
                Duration.ofMinutes(45),
                Duration.ofHours(8),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
    }

    /**
     * Sandboxes that are kept ready.
     *
     * @param topology what they are made with
     * @param size how many, as long as there is room
     */
    public record Pool(Topology topology, int size) {}
}
