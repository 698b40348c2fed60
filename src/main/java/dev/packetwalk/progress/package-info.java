/**
 * Learners, sessions, attempts, answers, grades and the ledger of sandboxes: the only room with SQL.
 *
 * <p>Knows nothing about HTTP, pages or containers.
 */
@NullMarked
package dev.packetwalk.progress;

import org.jspecify.annotations.NullMarked;
