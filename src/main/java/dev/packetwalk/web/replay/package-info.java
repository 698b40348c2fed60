/**
 * Replay: what terminals show is recorded where the learner agreed, and is looked at again with the rules and checks of that time.
 *
 * <p>Knows nothing about how terminals are served, and nothing about SQL.
 */
@NullMarked
package dev.packetwalk.web.replay;

import org.jspecify.annotations.NullMarked;
