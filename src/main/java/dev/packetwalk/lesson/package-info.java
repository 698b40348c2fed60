/**
 * Loads and validates {@code labs/}: lessons, exercises, checks, hints; turns Markdown into safe HTML.
 *
 * <p>Knows nothing about learners, sandboxes that run, or grades.
 */
@NullMarked
package dev.packetwalk.lesson;

import org.jspecify.annotations.NullMarked;
