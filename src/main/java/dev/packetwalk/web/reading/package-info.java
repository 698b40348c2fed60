/**
 * What a lesson shows besides its words: listings and entries that explain themselves, the learner's own rules in two languages, a
 * table as kube-proxy makes it, the cheat sheet, and how far somebody has read.
 *
 * <p>Knows nothing about grades, and nothing of terminals.
 */
@NullMarked
package dev.packetwalk.web.reading;

import org.jspecify.annotations.NullMarked;
