/**
 * Follow a packet: the learner's live rules for the map on the page, and the walks of packets that they send.
 *
 * <p>Knows nothing about grades.
 */
@NullMarked
package dev.packetwalk.web.follow;

import org.jspecify.annotations.NullMarked;
