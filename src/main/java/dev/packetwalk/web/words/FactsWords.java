package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is told of a lesson before it is opened. */
@MessageBundle("facts")
public interface FactsWords {
    @Message
    String level();

    @Message
    String levelOf(String level);

    @Message
    String time();

    @Message
    String minutes(int from, int to);

    @Message
    String exercises();

    @Message
    String prerequisites();
}
