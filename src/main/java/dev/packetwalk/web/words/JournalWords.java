package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What has happened on a machine. */
@MessageBundle("journal")
public interface JournalWords {
    @Message
    String title();

    @Message
    String lead();

    @Message
    String empty();

    @Message
    String back();
}
