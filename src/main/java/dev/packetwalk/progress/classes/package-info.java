/**
 * Classes: who teaches them, who is expected, who has joined, and what those have agreed to.
 *
 * <p>Knows nothing about HTTP, pages or sandboxes.
 */
@NullMarked
package dev.packetwalk.progress.classes;

import org.jspecify.annotations.NullMarked;
