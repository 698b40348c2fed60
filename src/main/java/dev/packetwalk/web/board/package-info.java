/**
 * The live board of a class, the page of one of its learners, and help: who stands where, who is stuck and why, and what an
 * instructor can do about it.
 *
 * <p>Knows nothing about SQL, containers or how classes are made.
 */
@NullMarked
package dev.packetwalk.web.board;

import org.jspecify.annotations.NullMarked;
