package dev.packetwalk.recall;

import java.time.Duration;

/** How long to wait before asking again. */
public sealed interface Pause permits Pause.Brief, Pause.Days {
    /**
     * Within the same sitting.
     *
     * @param length some minutes
     */
    record Brief(Duration length) implements Pause {}

    /**
     * Whole days, as a person counts them: tomorrow is 1, at whatever hour.
     *
     * @param count at least 1
     */
    record Days(int count) implements Pause {}
}
