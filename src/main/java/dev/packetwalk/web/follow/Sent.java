package dev.packetwalk.web.follow;

import java.util.List;

/**
 * What came of a packet that was sent.
 *
 * @param moment when
 * @param walks the predicted one, then the traced one if there is one
 * @param answers the same for the packet that answered it; empty when none did
 * @param traced whether the kernel told what it did; else there is the prediction alone
 */
record Sent(Moment moment, List<WalkView> walks, List<WalkView> answers, boolean traced) {}
