package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The checks of an exercise. */
@MessageBundle("checks")
public interface CheckWords {
    @Message
    String title();

    @Message
    String checking();

    @Message
    String checkNow();

    @Message
    String allPassed();

    @Message
    String goOn(String title);

    @Message
    String passed();

    @Message
    String failed();

    @Message
    String undone();

    @Message
    String undecided();

    @Message
    String waiting();

    @Message
    String again();

    @Message
    String stepDone();

    @Message
    String stepNext();

    @Message
    String decided();

    @Message
    String neverReached();

    @Message
    String unknown();

    @Message
    String choose();

    @Message
    String answer();

    @Message
    String exampleNumber();

    @Message
    String examplePort();

    @Message
    String exampleAddress();

    @Message
    String exampleEndpoint();

    @Message
    String watched();

    @Message
    String accepted();

    @Message
    String answered();

    @Message
    String refused();

    @Message
    String unreachable();

    @Message
    String filtered();
}
