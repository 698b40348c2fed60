package dev.packetwalk.web.follow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a packet that was sent.
 *
 * @param moment when
 * @param walks the predicted one, then the traced one if there is one
 * @param answers the same for the packet that answered it; empty when none did
 * @param note what else there is to know; null for nothing
 */
record Sent(
        Moment moment,
        List<WalkView> walks,
        List<WalkView> answers,
        @Nullable String note) {}
