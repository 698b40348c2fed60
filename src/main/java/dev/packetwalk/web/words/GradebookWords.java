package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What a class has achieved, and grading it again. */
@MessageBundle("gradebook")
public interface GradebookWords {
    @Message
    String gradeAgain();

    @Message
    String gradeAgainLink();

    @Message
    String gradeAgainLead();

    @Message
    String gradeAgainNote();

    @Message
    String latest(String time);

    @Message
    String regradeState(String state, boolean nothing);

    @Message
    String whichExercises();

    @Message
    String allExercises();

    @Message
    String only(String title);

    @Message
    String compare();

    @Message
    String nothingChangesYet();

    @Message
    String noLesson();

    @Message
    String busy();

    @Message
    String regradeTitle(String state, boolean nothing);

    @Message
    String compared(int done, int all);

    @Message
    String appliedOf(int done, int all);

    @Message
    String lookAgain();

    @Message
    String mayLeave();

    @Message
    String failedLead(int applied);

    @Message
    String failedNote();

    @Message
    String compareAgain();

    @Message
    String appliedLead(int count);

    @Message
    String passedOver(int count);

    @Message
    String backToClass();

    @Message
    String nothingWouldChange(int count);

    @Message
    String wouldChange(int count, int all);

    @Message
    String withoutEvidence(int count);

    @Message
    String applyNote();

    @Message
    String apply(int count);

    @Message
    String leaveAsItIs();

    @Message
    String whatWouldChange();

    @Message
    String whatWasShown(int passedOver);

    @Message
    String lost(int count);

    @Message
    String won(int count);

    @Message
    String other(int count);

    @Message
    String kind(String kind);

    @Message
    String before();

    @Message
    String after();

    @Message
    String noCheckThen();

    @Message
    String noCheckNow();

    @Message
    String pages();

    @Message
    String pageBefore();

    @Message
    String pageAfter();

    @Message
    String pageOf(int from, int to, int all);

    @Message
    String gradeYours();

    @Message
    String graded();

    @Message
    String gradedLead();

    @Message
    String noneGraded();

    @Message
    String noneGradedNote();

    @Message
    String programs();

    @Message
    String programsNote();

    @Message
    String gradebook();

    @Message
    String nobodyNote();

    @Message
    String noLessonGrades();

    @Message
    String passedExercises();

    @Message
    String checksOf(int passed, int all);

    @Message
    String notBegun();

    @Message
    String notGraded();

    @Message
    String solutionSeen();

    @Message
    String asJUnit();

    @Message
    String asTap();

    @Message
    String attempts();

    @Message
    String begun();

    @Message
    String begunAt();

    @Message
    String passedAt();

    @Message
    String gradedAt();

    @Message
    String hints();

    @Message
    String solution();

    @Message
    String checksAndReasons();

    @Message
    String evidence();

    @Message
    String older();

    @Message
    String nothingBegun();
}
