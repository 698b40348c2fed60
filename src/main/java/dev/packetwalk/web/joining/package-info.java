/**
 * A class as learners meet it: its address, joining it, what they agree to there, and their classes on the home page.
 *
 * <p>Knows nothing about the pages of instructors, lessons and machines.
 */
@NullMarked
package dev.packetwalk.web.joining;

import org.jspecify.annotations.NullMarked;
