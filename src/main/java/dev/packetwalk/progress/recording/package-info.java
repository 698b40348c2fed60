/**
 * Recordings of what terminals showed: who agreed, what was kept, who may see it and when it goes.
 *
 * <p>Knows nothing about terminals, asciicast, HTTP or pages.
 */
@NullMarked
package dev.packetwalk.progress.recording;

import org.jspecify.annotations.NullMarked;
