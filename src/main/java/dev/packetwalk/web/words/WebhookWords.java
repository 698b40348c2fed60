package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The page on which instructors name addresses that are told what happens in a class. */
@MessageBundle("webhooks")
public interface WebhookWords {
    @Message
    String title();

    @Message
    String lead();

    @Message
    String none();

    @Message
    String add();

    @Message
    String address();

    @Message
    String addressHint();

    @Message
    String tellOf();

    @Message
    String event(String event);

    @Message
    String make();

    @Message
    String malformed();

    @Message
    String unknownHost();

    @Message
    String privateNetwork();

    @Message
    String noEvent();

    @Message
    String tooMany(int most);

    @Message
    String enabled();

    @Message
    String disabled();

    @Message
    String disabledAfterFailures();

    @Message
    String shownOnce();

    @Message
    String secret();

    @Message
    String secretLead();

    @Message
    String theSecret();

    @Message
    String copy();

    @Message
    String toWebhook();

    @Message
    String back();

    @Message
    String ping();

    @Message
    String enable();

    @Message
    String disable();

    @Message
    String remove();

    @Message
    String removeTitle();

    @Message
    String removeNote();

    @Message
    String keep();

    @Message
    String messages();

    @Message
    String noMessages();

    @Message
    String at();

    @Message
    String what();

    @Message
    String outcome();

    @Message
    String state(String state);

    @Message
    String answered(int status);

    @Message
    String tries(int tries);

    @Message
    String nextTry(String at);

    @Message
    String again();

    @Message
    String againOf(String event, String at);
}
