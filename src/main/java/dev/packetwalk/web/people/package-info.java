/**
 * Signing in, one's own account, and the administrator's pages about people and what was done.
 *
 * <p>Knows nothing about lessons, sandboxes and grades.
 */
@NullMarked
package dev.packetwalk.web.people;

import org.jspecify.annotations.NullMarked;
