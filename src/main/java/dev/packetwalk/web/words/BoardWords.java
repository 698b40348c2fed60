package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The live board of a class, the pages of its learners, and help. */
@MessageBundle("board")
public interface BoardWords {
    @Message
    String board();

    @Message
    String whereYouAre();

    @Message
    String classes();

    @Message
    String projector();

    @Message
    String classPage();

    @Message
    String nobody();

    @Message
    String nobodyNote();

    @Message
    String summary();

    @Message
    String everybody();

    @Message
    String asking();

    @Message
    String stuckOnes();

    @Message
    String workingOnes();

    @Message
    String doneOnes();

    @Message
    String holdsBack();

    @Message
    String ofAll(int learners, int of);

    @Message
    String nothingInCommon();

    @Message
    String filter();

    @Message
    String name();

    @Message
    String exercise();

    @Message
    String anyExercise();

    @Message
    String state();

    @Message
    String anyState();

    @Message
    String sort();

    @Message
    String sortNeed();

    @Message
    String sortName();

    @Message
    String sortProgress();

    @Message
    String nobodyFits();

    @Message
    String table();

    @Message
    String learner();

    @Message
    String offline();

    @Message
    String notStarted();

    @Message
    String working();

    @Message
    String stuck();

    @Message
    String undone();

    @Message
    String passed();

    @Message
    String lockedOut();

    @Message
    String sameCheck(String check, int tries);

    @Message
    String manyChanges(int tries);

    @Message
    String silent();

    @Message
    String checksPassed(int passed, int checks);

    @Message
    String asksAbout(String exercise);

    @Message
    String asks();

    @Message
    String lessThanMinute();

    @Message
    String minutes(long count);

    @Message
    String hours(long count);

    @Message
    String days(long count);

    @Message
    String exerciseAndCheck(String exercise, String check);

    @Message
    String checkFails(String check);

    @Message
    String dropBeforeAccept();

    @Message
    String rejectBeforeAccept();

    @Message
    String acceptBeforeDrop();

    @Message
    String dropsTooMuch();

    @Message
    String rejectForDrop();

    @Message
    String acceptsTooMuch();

    @Message
    String policyAccepts();

    @Message
    String policyDrops();

    @Message
    String nothingDrops();

    @Message
    String realPacketDiffers();

    @Message
    String fileDiffers();

    @Message
    String flowMissing();

    @Message
    String wrongAnswer();

    @Message
    String wrongTime();

    @Message
    String notAsBefore();

    @Message
    String rulesChanged();

    @Message
    String rulesChangedMore(int count);

    @Message
    String probeOpen();

    @Message
    String probeReply();

    @Message
    String probeRefused();

    @Message
    String probeUnreachable();

    @Message
    String probeFiltered();

    @Message
    String answeredCheck(String check);

    @Message
    String fileWritten();

    @Message
    String fileGone();

    @Message
    String gap();

    @Message
    String checkPassed(String check);

    @Message
    String checkUndone(String check);

    @Message
    String exercises();

    @Message
    String checks();

    @Message
    String timeline();

    @Message
    String nothingYet();

    @Message
    String notBegun();

    @Message
    String hintsUsed(int used, int all);

    @Message
    String solutionSeen();

    @Message
    String solutionGiven();

    @Message
    String machineUntil(String time);

    @Message
    String noMachine();

    @Message
    String terminal();

    @Message
    String terminalNumber(String number);

    @Message
    String noConsent();

    @Message
    String notAsked();

    @Message
    String watch();

    @Message
    String watchNote();

    @Message
    String noTerminal();

    @Message
    String stopWatching();

    @Message
    String typeAlong();

    @Message
    String typeAlongNote();

    @Message
    String noTyping();

    @Message
    String consentGone();

    @Message
    String nothingOpen();

    @Message
    String lostTerminal();

    @Message
    String rules();

    @Message
    String walks();

    @Message
    String closeWalk();

    @Message
    String recordings();

    @Message
    String help();

    @Message
    String write();

    @Message
    String asHint();

    @Message
    String send();

    @Message
    String readAt();

    @Message
    String notRead();

    @Message
    String extend();

    @Message
    String reset();

    @Message
    String resetQuestion();

    @Message
    String cancel();

    @Message
    String unlock();

    @Message
    String regrade();

    @Message
    String helped();

    @Message
    String done(String word);

    @Message
    String progress();

    @Message
    String howManyPassed();

    @Message
    String lookOutFor();

    @Message
    String allSmooth();

    @Message
    String learners(int count);

    @Message
    String waiting();

    @Message
    String movedUp();

    @Message
    String moveUp();

    @Message
    String moveUpOf(String name);

    @Message
    String moveAllUp();

    @Message
    String moveUpNote();
}
