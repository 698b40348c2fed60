package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Joining, the personal link and one's own account. */
@MessageBundle("account")
public interface AccountWords {
    @Message
    String name();

    @Message
    String classCode();

    @Message
    String classCodeOptional();

    @Message
    String joinButton();

    @Message
    String joinNote();

    @Message
    String haveAccount();

    @Message
    String noSuchClass();

    @Message
    String classOver();

    @Message
    String classFull();

    @Message
    String rosterOnly();

    @Message
    String nameEmpty();

    @Message
    String nameTooLong(int most);

    @Message
    String nameUnreadable();

    @Message
    String title();

    @Message
    String link();

    @Message
    String linkNote();

    @Message
    String newLink();

    @Message
    String signOutNote();

    @Message
    String signOutHere();

    @Message
    String signOutEverywhere();

    @Message
    String welcomeTitle();

    @Message
    String welcomeOverline();

    @Message
    String welcomeHeading();

    @Message
    String welcomeLead();

    @Message
    String yourLink();

    @Message
    String copy();

    @Message
    String keepSecret();

    @Message
    String kept();

    @Message
    String shownHeading();

    @Message
    String shownLeadHtml();

    @Message
    String goOn();

    @Message
    String resumeTitle();

    @Message
    String resumeHeading();

    @Message
    String resumeLead(String owner);

    @Message
    String resumeReplaces(String name);

    @Message
    String resumeButton(String owner);

    @Message
    String resumeNotYou();
}
