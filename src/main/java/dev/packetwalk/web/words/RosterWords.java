package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Who is expected in a class, and who teaches it. */
@MessageBundle("roster")
public interface RosterWords {
    @Message
    String roster();

    @Message
    String lead();

    @Message
    String empty();

    @Message
    String emptyLead();

    @Message
    String importIt();

    @Message
    String importTitle();

    @Message
    String importLead();

    @Message
    String columnsHtml();

    @Message
    String file();

    @Message
    String fileNote();

    @Message
    String pasted();

    @Message
    String pastedNote();

    @Message
    String look();

    @Message
    String cancel();

    @Message
    String previewTitle();

    @Message
    String nothingNew();

    @Message
    String apply(int count);

    @Message
    String drop();

    @Message
    String added(int count);

    @Message
    String changed(int count);

    @Message
    String kept(int count);

    @Message
    String bad(int count);

    @Message
    String badNote();

    @Message
    String andMore(int count);

    @Message
    String tooMany(int all, int capacity);

    @Message
    String makeRoom();

    @Message
    String line();

    @Message
    String says();

    @Message
    String remedy();

    @Message
    String before();

    @Message
    String after();

    @Message
    String name();

    @Message
    String reference();

    @Message
    String login();

    @Message
    String nameEmpty();

    @Message
    String nameTooLong();

    @Message
    String nameUnreadable();

    @Message
    String referenceTooLong();

    @Message
    String loginMalformed();

    @Message
    String referenceTwice(int line);

    @Message
    String loginTwice(int line);

    @Message
    String twoPeople();

    @Message
    String notUtf8();

    @Message
    String fileEmpty();

    @Message
    String fileTooLong(int most);

    @Message
    String noNames();

    @Message
    String broken(int line);

    @Message
    String state(boolean joined, boolean gone, boolean link, boolean login);

    @Message
    String stateTitle();

    @Message
    String numbers(int joined, int all);

    @Message
    String linksTitle();

    @Message
    String linksNote(int without);

    @Message
    String makeLinks(int count);

    @Message
    String makeAnew();

    @Message
    String makeAnewQuestion();

    @Message
    String makeAnewNote(int count);

    @Message
    String open();

    @Message
    String openOf(String name);

    @Message
    String onceTitle(int count);

    @Message
    String once();

    @Message
    String onceLead();

    @Message
    String noneMade();

    @Message
    String link();

    @Message
    String copy();

    @Message
    String download();

    @Message
    String done();

    @Message
    String linkOf(String name);

    @Message
    String newLinkNote(boolean has);

    @Message
    String newLink();

    @Message
    String takeOff();

    @Message
    String takeOffNote();

    @Message
    String takeOffYes(String name);

    @Message
    String nothing();

    @Message
    String instructors();

    @Message
    String instructorsLead();

    @Message
    String you();

    @Message
    String mayNotSignIn();

    @Message
    String addTitle();

    @Message
    String addNote();

    @Message
    String byLogin();

    @Message
    String orChoose();

    @Message
    String chooseOne();

    @Message
    String add();

    @Message
    String removeIt();

    @Message
    String leave();

    @Message
    String removeOf(String name);

    @Message
    String nobodyWithLogin();

    @Message
    String teachesAlready();

    @Message
    String lastOne();

    @Message
    String removeQuestion(String name);

    @Message
    String removeLead();

    @Message
    String leaveQuestion();

    @Message
    String leaveLead();

    @Message
    String yesRemove();

    @Message
    String yesLeave();

    @Message
    String orphansTitle();

    @Message
    String orphansNote();

    @Message
    String takeOver();

    @Message
    String takeOverOf(String name);
}
