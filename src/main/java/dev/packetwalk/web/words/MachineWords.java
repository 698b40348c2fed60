package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** A learner's machine: had, kept, waited for, given back and gone. */
@MessageBundle("machine")
public interface MachineWords {
    @Message
    String leaseHtml(String left);

    @Message
    String warningHtml(String left);

    @Message
    String lessThanMinute();

    @Message
    String minutes(long count);

    @Message
    String hours(long count);

    @Message
    String keepLonger();

    @Message
    String startOver();

    @Message
    String giveBack();

    @Message
    String gone();

    @Message
    String startFresh();

    @Message
    String resetTitle();

    @Message
    String resetNote();

    @Message
    String keepThis();

    @Message
    String releaseTitle();

    @Message
    String releaseNote();

    @Message
    String keep();

    @Message
    String giveItBack();

    @Message
    String startTitle();

    @Message
    String startNote();

    @Message
    String starting();

    @Message
    String start();

    @Message
    String endedIdle();

    @Message
    String endedHardLimit();

    @Message
    String endedReleased();

    @Message
    String endedReset();

    @Message
    String endedBroken();

    @Message
    String endedOveruse(String detail);

    @Message
    String endedNotStarted();

    @Message
    String endedUnclaimed();

    @Message
    String queueTitle();

    @Message
    String queueHeading();

    @Message
    String queueLength(int length);

    @Message
    String queueNext();

    @Message
    String queueKept();

    @Message
    String queueLeave();

    @Message
    String tooManyTitle();

    @Message
    String tooManyHeading();

    @Message
    String tooManyNote(String exercise);

    @Message
    String backToExercise();
}
