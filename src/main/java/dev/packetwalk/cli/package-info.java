/**
 * The commands behind {@code ./packetwalk}: tools for authors, graders and operators.
 *
 * <p>Knows nothing about pages.
 */
@NullMarked
package dev.packetwalk.cli;

import org.jspecify.annotations.NullMarked;
