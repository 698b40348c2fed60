package dev.packetwalk.recall;

import java.util.Optional;
import java.util.stream.Stream;

/** How well somebody remembered, by their own word. */
public enum Rating {
    /** Not at all, or wrongly. */
    AGAIN(1),
    /** Rightly, with much effort. */
    HARD(2),
    /** Rightly, after a moment. */
    GOOD(3),
    /** Rightly and at once. */
    EASY(4);

    private final int value;

    Rating(int value) {
        this.value = value;
    }

    /** From 1 to 4, as the formulas count them. */
    public int value() {
        return value;
    }

    /** The rating with a value; empty if there is none. */
    public static Optional<Rating> of(int value) {
        return Stream.of(values()).filter(rating -> rating.value == value).findFirst();
    }
}
