/**
 * The pages by which an instructor makes and runs classes: the list, a class's plan, how to join it, who is in it, its roster, and who
 * teaches it.
 *
 * <p>Knows nothing about machines, grades and what learners do in an exercise.
 */
@NullMarked
package dev.packetwalk.web.instructor;

import org.jspecify.annotations.NullMarked;
