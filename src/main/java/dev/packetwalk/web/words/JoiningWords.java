package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** A class as learners meet it: joining, what they agree to, and their classes. */
@MessageBundle("joining")
public interface JoiningWords {
    @Message
    String askTitle();

    @Message
    String askLead();

    @Message
    String goOn();

    @Message
    String noCode();

    @Message
    String noSuchCode();

    @Message
    String invited();

    @Message
    String starts();

    @Message
    String ends();

    @Message
    String in();

    @Message
    String inAndPlanned();

    @Message
    String toLesson();

    @Message
    String whatIShare();

    @Message
    String planned();

    @Message
    String joinAs(String name);

    @Message
    String joinAsNote();

    @Message
    String joinButton();

    @Message
    String nameNote();

    @Message
    String wasHere();

    @Message
    String signIn();

    @Message
    String signInButton();

    @Message
    String fullTitle();

    @Message
    String full();

    @Message
    String lookAgain();

    @Message
    String withoutClass();

    @Message
    String rosterTitle();

    @Message
    String roster();

    @Message
    String overTitle();

    @Message
    String closedTitle();

    @Message
    String over();

    @Message
    String otherCode();

    @Message
    String consentTitle();

    @Message
    String consentHeading();

    @Message
    String consentLead();

    @Message
    String myTerminal();

    @Message
    String watch();

    @Message
    String watchNote();

    @Message
    String type();

    @Message
    String typeNote();

    @Message
    String record();

    @Message
    String recordNote();

    @Message
    String save();

    @Message
    String skip();

    @Message
    String leaveIt();

    @Message
    String consentAlways();

    @Message
    String yourClasses(int count);

    @Message
    String haveCode();

    @Message
    String oneQuestion();

    @Message
    String sharingNote();

    @Message
    String sharing(boolean asked, boolean watch, boolean type, boolean record);

    @Message
    String change();

    @Message
    String changeOf(String name);

    @Message
    String enterTitle();

    @Message
    String enterLead(String name);

    @Message
    String enterAs(String name);

    @Message
    String enterAgain(String name);

    @Message
    String enterReplaces(String name);

    @Message
    String enterKeep(String name);

    @Message
    String enterKeepNote(String name);

    @Message
    String enterAccount();

    @Message
    String enterNotYou();
}
