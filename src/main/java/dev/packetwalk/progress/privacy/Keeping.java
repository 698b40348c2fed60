package dev.packetwalk.progress.privacy;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** For how long something is kept. */
public sealed interface Keeping {
    /** As long as the one whom it is about is known here: it goes when they go. */
    record AsLongAsYou() implements Keeping {}

    /**
     * For a time, and then it is deleted; or when they go, if that is sooner.
     *
     * @param period how long; asked for at each run
     * @param after from when on
     * @param deletions what deletes it, in this order: see {@link Deletions}
     */
    record For(Function<RetentionPeriods, Duration> period, After after, List<String> deletions) implements Keeping {
        public For {
            deletions = List.copyOf(deletions);
        }
    }

    /** From when on a time counts. */
    enum After {
        /** Somebody without an account was here. */
        LAST_VISIT_AS_GUEST,
        /** Somebody with an account was here, who is in charge of nothing. */
        LAST_VISIT_WITH_ACCOUNT,
        /** The attempt was graded, or began if it never was. */
        LAST_GRADE,
        /** It was used. */
        LAST_USE,
        /** Nothing was added to the recording any more. */
        END_OF_RECORDING,
        /** The class ended, or was closed. */
        END_OF_CLASS,
        /** It was written down. */
        WRITTEN
    }
}
