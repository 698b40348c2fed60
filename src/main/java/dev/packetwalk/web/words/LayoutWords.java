package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is around every page. */
@MessageBundle("layout")
public interface LayoutWords {
    /** The language, as who speaks it calls it. */
    @Message
    String languageName();

    /** The same in a letter or two, for small screens. */
    @Message
    String languageShort();

    @Message
    String siteTitle();

    @Message
    String skip();

    @Message
    String aboutYou();

    @Message
    String theme();

    @Message
    String language();
}
