package dev.packetwalk.sandbox;

import java.util.List;

/** What became of a learner's wish for a sandbox. */
public sealed interface Claim {
    /**
     * The sandbox is the learner's and ready.
     *
     * @param fresh whether it was handed over just now; {@code false} when the learner held it already
     */
    record Granted(Lease lease, boolean fresh) implements Claim {}

    /**
     * Every room is taken. The learner's place is kept for as long as they claim again within
     * {@link SandboxSettings#placeExpiry()}; first come, first served.
     *
     * @param position 1 for the one who is next
     * @param length how many wait, this learner included
     */
    record Queued(int position, int length) implements Claim {}

    /**
     * The learner holds as many sandboxes as one learner may; one of them has to be released first.
     *
     * @param held what they hold, least recently used first
     */
    record TooMany(List<Lease> held) implements Claim {
        public TooMany {
            held = List.copyOf(held);
        }
    }
}
