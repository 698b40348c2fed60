/**
 * Who may use the lab from a program: tokens, what they are good for, and until when.
 *
 * <p>Knows nothing about HTTP, lessons or sandboxes.
 */
@NullMarked
package dev.packetwalk.progress.access;

import org.jspecify.annotations.NullMarked;
