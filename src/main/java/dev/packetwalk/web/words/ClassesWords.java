package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The pages by which an instructor makes and runs classes. */
@MessageBundle("classes")
public interface ClassesWords {
    @Message
    String classes();

    @Message
    String runYours();

    @Message
    String newClass();

    @Message
    String noneYet();

    @Message
    String noneYetLead();

    @Message
    String firstClass();

    @Message
    String pagesOf();

    @Message
    String overview();

    @Message
    String board();

    @Message
    String boardOf(String name);

    @Message
    String grades();

    @Message
    String webhooks();

    @Message
    String plan();

    @Message
    String planOf(String name);

    @Message
    String phase(String phase);

    @Message
    String code();

    @Message
    String joined();

    @Message
    String ofPlaces(int joined, int capacity);

    @Message
    String starts();

    @Message
    String ends();

    @Message
    String always();

    @Message
    String never();

    @Message
    String newClassLead();

    @Message
    String someProblems(int count);

    @Message
    String aboutIt();

    @Message
    String name();

    @Message
    String lesson();

    @Message
    String codeHint();

    @Message
    String codeHintKept();

    @Message
    String codeNote();

    @Message
    String when();

    @Message
    String whenNote();

    @Message
    String clockOf(String zone);

    @Message
    String emptyAlways();

    @Message
    String emptyNever();

    @Message
    String whoAndHowMany();

    @Message
    String capacity();

    @Message
    String reserved();

    @Message
    String reservedNote();

    @Message
    String rosterOnly();

    @Message
    String rosterOnlyNote();

    @Message
    String limits();

    @Message
    String limitsNote(long idle, long hard);

    @Message
    String idle();

    @Message
    String hard();

    @Message
    String minutes(int from, int to);

    @Message
    String makeClass();

    @Message
    String savePlan();

    @Message
    String cancel();

    @Message
    String endIt();

    @Message
    String closeNote();

    @Message
    String close();

    @Message
    String reopenNote();

    @Message
    String reopen();

    @Message
    String deleteIt();

    @Message
    String noLesson();

    @Message
    String endsBefore();

    @Message
    String idleAboveHard();

    @Message
    String reservedAboveCapacity();

    @Message
    String reservedWithoutStart();

    @Message
    String nameMissing();

    @Message
    String nameTooLong(int most);

    @Message
    String codeMalformed();

    @Message
    String codeTaken();

    @Message
    String noTime();

    @Message
    String numberBetween(int fewest, int most);

    @Message
    String howToJoin();

    @Message
    String showLarge();

    @Message
    String joinNote();

    @Message
    String joinByRoster();

    @Message
    String link();

    @Message
    String copyLink();

    @Message
    String codeAt(String address);

    @Message
    String copyCode();

    @Message
    String isFull();

    @Message
    String makeRoom();

    @Message
    String isClosed();

    @Message
    String isOver();

    @Message
    String moveEnd();

    @Message
    String learners();

    @Message
    String learner();

    @Message
    String reference();

    @Message
    String joinedAt();

    @Message
    String agrees();

    @Message
    String consent(boolean asked, boolean watch, boolean type, boolean record);

    @Message
    String remove();

    @Message
    String removeOf(String name);

    @Message
    String nobodyYet();

    @Message
    String nobodyYetNote();

    @Message
    String nameOrReference();

    @Message
    String sortBy();

    @Message
    String sortName(String sort);

    @Message
    String show();

    @Message
    String nobodyFits();

    @Message
    String showAll(int total);

    @Message
    String removeTitle();

    @Message
    String removeQuestion(String name);

    @Message
    String removeLead();

    @Message
    String removeNote();

    @Message
    String removeYes();

    @Message
    String deleteQuestion();

    @Message
    String deleteLead();

    @Message
    String deleteGoesMembers(int count);

    @Message
    String deleteGoesRoster();

    @Message
    String deleteGoesCode(String code);

    @Message
    String deleteStays();

    @Message
    String typeTheCode(String code);

    @Message
    String codeDiffers();

    @Message
    String deleteYes();

    @Message
    String joinOf(String name);

    @Message
    String fullScreen();

    @Message
    String back();

    @Message
    String openThis();

    @Message
    String typeThis();

    @Message
    String orScan();

    @Message
    String qrOf(String address);

    @Message
    String projectorRoster();

    @Message
    String projectorShut();

    @Message
    String haveJoined(int capacity);
}
