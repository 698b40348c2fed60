/**
 * When to ask something again so that it is remembered: the free spaced repetition scheduler, FSRS-6.
 *
 * <p>Knows nothing about cards, learners, clocks or databases: numbers in, numbers out.
 */
@NullMarked
package dev.packetwalk.recall;

import org.jspecify.annotations.NullMarked;
