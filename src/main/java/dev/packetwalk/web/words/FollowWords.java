package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The map on a page of its own, and walks that were kept. */
@MessageBundle("follow")
public interface FollowWords {
    @Message
    String title();

    @Message
    String heading();

    @Message
    String whereYouAre();

    @Message
    String walk();

    @Message
    String home();

    /** What is no packet. */
    @Message
    String noPacket();

    /** A packet without an end. */
    @Message
    String noEnds();

    /** A packet that would not leave its host. */
    @Message
    String sameHost();

    /** A packet that would not come by. */
    @Message
    String sameSide(String from, String to);

    /** A packet from or to nobody. */
    @Message
    String noHost(String name);

    /** A walk that is a prediction alone. */
    @Message
    String notTraced();
}
