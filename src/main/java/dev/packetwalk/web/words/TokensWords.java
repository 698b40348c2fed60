package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The tokens of one's programs. */
@MessageBundle("tokens")
public interface TokensWords {
    @Message
    String title();

    @Message
    String back();

    @Message
    String lead();

    @Message
    String guestHtml();

    @Message
    String description();

    @Message
    String none();

    @Message
    String make();

    @Message
    String name();

    @Message
    String nameHint();

    @Message
    String noName(int most);

    @Message
    String scopes();

    @Message
    String scope(String word);

    @Message
    String noScope();

    @Message
    String notAllowed();

    @Message
    String tooMany(int most);

    @Message
    String lasts();

    @Message
    String days(int days);

    @Message
    String makeIt();

    @Message
    String goodUntil(String time);

    @Message
    String expired(String time);

    @Message
    String revoked(String time);

    @Message
    String lastUsed(String time);

    @Message
    String neverUsed();

    @Message
    String revoke();

    @Message
    String revokeOf(String name);

    @Message
    String shownOnce();

    @Message
    String madeLead();

    @Message
    String theToken();

    @Message
    String copy();

    @Message
    String kept();
}
