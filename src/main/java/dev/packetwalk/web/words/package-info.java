/**
 * In which language a visitor is spoken to, and the texts of all pages in each: one message bundle for an area, whose words are
 * files in {@code src/main/resources/messages}. How to write and to translate them is told in {@code docs/languages.md}.
 *
 * <p>Knows nothing about lessons, machines or learners.
 */
@NullMarked
package dev.packetwalk.web.words;

import org.jspecify.annotations.NullMarked;
