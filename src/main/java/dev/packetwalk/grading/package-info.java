/**
 * Evidence in, a grade with reasons out: a pure function.
 *
 * <p>Knows nothing about how evidence is gathered or where grades are kept.
 */
@NullMarked
package dev.packetwalk.grading;

import org.jspecify.annotations.NullMarked;
