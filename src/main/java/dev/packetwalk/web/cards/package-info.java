/**
 * Flashcards: which are due, the page on which they are asked, and the box on the home page.
 *
 * <p>Knows nothing about machines and grades.
 */
@NullMarked
package dev.packetwalk.web.cards;

import org.jspecify.annotations.NullMarked;
