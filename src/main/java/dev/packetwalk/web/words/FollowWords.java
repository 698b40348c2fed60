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
}
