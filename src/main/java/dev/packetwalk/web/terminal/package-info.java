/**
 * Terminals in the browser: one shell, many viewers, over WebSockets with binary frames.
 *
 * <p>Knows nothing about lessons or grades.
 */
@NullMarked
package dev.packetwalk.web.terminal;

import org.jspecify.annotations.NullMarked;
