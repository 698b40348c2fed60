/**
 * What is kept about people: the one list of it, a copy for whom it is about, forgetting them, and deleting what is old.
 *
 * <p>Knows nothing about HTTP, pages or containers; of languages neither: what it lists has its words elsewhere.
 */
@NullMarked
package dev.packetwalk.progress.privacy;

import org.jspecify.annotations.NullMarked;
