/**
 * What the learners of a class have achieved, for who teaches or grades it: the gradebook, the attempts behind it, and grading the
 * class again after its lesson was repaired.
 *
 * <p>Knows nothing about machines, terminals and who may join; of learners it changes nothing but grades.
 */
@NullMarked
package dev.packetwalk.web.gradebook;

import org.jspecify.annotations.NullMarked;
