package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The home page. */
@MessageBundle("home")
public interface HomeWords {
    @Message
    String title();

    @Message
    String welcome(String name);

    @Message
    String welcomeBack(String name);

    @Message
    String heading();

    @Message
    String leadHtml();

    @Message
    String goOn();

    @Message
    String pathCaption();

    @Message
    String pathDescription();

    @Message
    String pathProcess();

    @Message
    String pathRouting();

    @Message
    String lessons(int count);

    @Message
    String passedLabel();

    @Message
    String passed(int passed, int total);

    @Message
    String openLesson();

    @Message
    String join();
}
