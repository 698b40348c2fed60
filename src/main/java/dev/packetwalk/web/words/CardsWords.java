package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Flashcards. */
@MessageBundle("cards")
public interface CardsWords {
    @Message
    String title();

    @Message
    String left(int count);

    @Message
    String leftNew(int count);

    @Message
    String question();

    @Message
    String reveal();

    @Message
    String answer();

    @Message
    String howWell();

    @Message
    String again();

    @Message
    String hard();

    @Message
    String good();

    @Message
    String easy();

    @Message
    String keysHtml();

    @Message
    String nextCard(int count);

    @Message
    String allCards();

    @Message
    String doneHeading();

    @Message
    String doneCount(int count);

    @Message
    String doneNext(String unit, int count);

    @Message
    String doneWaits();

    @Message
    String lookAgain();

    @Message
    String idleHeading();

    @Message
    String idle();

    @Message
    String emptyHeading();

    @Message
    String empty();

    @Message
    String toLesson();

    @Message
    String browseLead(int count);

    @Message
    String study(int count);

    @Message
    String waiting(String exercise);

    @Message
    String isNew();

    @Message
    String learning();

    @Message
    String known();

    @Message
    String relearning();

    @Message
    String dueNow();

    @Message
    String comesIn(String unit, int count);

    @Message
    String answered(int count);

    @Message
    String boxHeading();

    @Message
    String boxDue(int count);

    @Message
    String boxNone();

    @Message
    String boxStart();

    /**
     * A length of time.
     *
     * @param unit MINUTES, HOURS, DAYS, MONTHS or YEARS
     */
    @Message
    String length(String unit, int count);
}
