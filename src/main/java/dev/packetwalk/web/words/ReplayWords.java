package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Recordings: the mark beside a terminal, the lists, and the page on which one is looked at again. */
@MessageBundle("replay")
public interface ReplayWords {
    @Message
    String markOn();

    @Message
    String markOnFor(String classes);

    @Message
    String markOff();

    @Message
    String markFull();

    @Message
    String start();

    @Message
    String stop();

    @Message
    String yours();

    @Message
    String title();

    @Message
    String lead(long days);

    @Message
    String none();

    @Message
    String noneNote();

    @Message
    String forWhom();

    @Message
    String youAlone();

    @Message
    String andInstructors(String classes);

    @Message
    String goesOn();

    @Message
    String isFull();

    @Message
    String delete();

    @Message
    String deleteTitle();

    @Message
    String deleteNote();

    @Message
    String deleteYes();

    @Message
    String keep();

    @Message
    String ofLearner(String name);

    @Message
    String ofLearnerLead(long days);

    @Message
    String ofLearnerNone();

    @Message
    String ofLearnerNotAgreed();

    @Message
    String home();

    @Message
    String whereYouAre();

    @Message
    String replay();

    @Message
    String replayOf(String name);

    @Message
    String keptFor(long days);

    @Message
    String terminal(String number);

    @Message
    String terminals();

    @Message
    String screen();

    @Message
    String download();

    @Message
    String downloadNote();

    @Message
    String moments();

    @Message
    String momentsNote();

    @Message
    String noMoments();

    @Message
    String rulesThen();

    @Message
    String noRules();

    @Message
    String text();

    @Message
    String textNote();

    @Message
    String needsScript();

    @Message
    String castTitle(String title, String number);

    @Message
    String rulesChanged(int count);

    @Message
    String by(String program, String label);

    @Message
    String moreLines(int count);

    @Message
    String ruleAdded(String table, int number, String text);

    @Message
    String ruleRemoved(String table, int number, String text);

    @Message
    String ruleMoved(String table, int from, int to, String text);

    @Message
    String policyChanged(String table, String chain, String before, String after);

    @Message
    String chainAdded(String table, String chain);

    @Message
    String chainRemoved(String table, String chain);

    @Message
    String chainHooked(String table, String chain);

    @Message
    String tableAdded(String table);

    @Message
    String tableRemoved(String table);

    @Message
    String rulesUnknown();

    @Message
    String checkPassed(String title);

    @Message
    String checkUndone(String title);

    @Message
    String allPassed(String title);

    @Message
    String inTerminal(String number, String text);

    @Message
    String noteGap();

    @Message
    String noteLeftOut();

    @Message
    String noteFull();
}
