/**
 * What is kept about people, told to them, given to them and deleted for them; and the daily deletion of what is old.
 *
 * <p>Knows nothing about SQL, grading or how machines are made.
 */
@NullMarked
package dev.packetwalk.web.privacy;

import org.jspecify.annotations.NullMarked;
