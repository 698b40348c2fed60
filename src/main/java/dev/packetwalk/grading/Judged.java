package dev.packetwalk.grading;

import java.util.Map;

/** What the evidence says of one field of an answer. */
sealed interface Judged {
    /** It is right. */
    record Right() implements Judged {}

    /**
     * It is wrong.
     *
     * @param why without saying what would be right; what was answered is its gap {@code given}
     * @param other what stands in its other gaps
     */
    record Wrong(Key why, Map<String, Argument> other) implements Judged {
        Wrong(Key why) {
            this(why, Map.of());
        }
    }

    /** The evidence cannot tell; see {@link Wrong}. */
    record Unknown(Key why, Map<String, Argument> other) implements Judged {
        Unknown(Key why) {
            this(why, Map.of());
        }
    }

    static Judged of(boolean right, Key why) {
        return right ? new Right() : new Wrong(why);
    }
}
