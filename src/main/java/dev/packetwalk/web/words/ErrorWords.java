package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What goes wrong: {@code …Title} says what happened, the other what to do about it. */
@MessageBundle("errors")
public interface ErrorWords {
    @Message
    String toHome();

    @Message
    String joinFirstTitle();

    @Message
    String joinFirstHeading();

    @Message
    String joinFirst();

    @Message
    String join();

    @Message
    String badRequestTitle();

    @Message
    String badRequest();

    @Message
    String strangerTitle();

    @Message
    String stranger();

    @Message
    String forbiddenTitle();

    @Message
    String forbidden();

    @Message
    String notFoundTitle();

    @Message
    String notFound();

    @Message
    String noSuchLesson();

    @Message
    String noSuchExercise();

    @Message
    String noSuchCheck();

    @Message
    String noSuchRecording();

    @Message
    String noEvidence();

    @Message
    String linkNoGood();

    @Message
    String wrongMethodTitle();

    @Message
    String wrongMethod();

    @Message
    String wrongFormTitle();

    @Message
    String wrongForm();

    @Message
    String tooLargeTitle();

    @Message
    String tooLarge();

    @Message
    String tooOftenTitle();

    @Message
    String answeredTooOften();

    @Message
    String sentTooOften();

    @Message
    String packetsUnderWay();

    @Message
    String joinedTooOftenTitle();

    @Message
    String joinedTooOften();

    @Message
    String copiedTooOftenTitle();

    @Message
    String copiedTooOften();

    @Message
    String copiesBusyTitle();

    @Message
    String copiesBusy();

    @Message
    String noMachineTitle();

    @Message
    String noMachine();

    @Message
    String noDatabaseTitle();

    @Message
    String noDatabase();

    @Message
    String refusedTitle();

    @Message
    String refused();

    @Message
    String failedTitle();

    @Message
    String failed();

    @Message
    String oneTimeLinkNoGood();

    @Message
    String noProvider();

    @Message
    String wrongTooOftenTitle();

    @Message
    String loginWaitSeconds(long seconds);

    @Message
    String loginWaitMinutes(long minutes);

    @Message
    String addressWaitSeconds(long seconds);

    @Message
    String addressWaitMinutes(long minutes);

    @Message
    String signInBusyTitle();

    @Message
    String signInBusy();

    @Message
    String claimedTooOftenTitle();

    @Message
    String claimedTooOften();

    @Message
    String noSuchClassHere();

    @Message
    String notInThatClass();

    @Message
    String rosterLinkNoGood();
}
