/**
 * Sandboxes as pairs of Docker containers, a keeper and a box. The only room that knows docker-java.
 *
 * <p>Knows nothing about learners, leases or grades.
 */
@NullMarked
package dev.packetwalk.sandbox.docker;

import org.jspecify.annotations.NullMarked;
