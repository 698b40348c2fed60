package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The page of an exercise, beside its checks and its machine. */
@MessageBundle("exercise")
public interface ExerciseWords {
    @Message
    String whereYouAre();

    @Message
    String beside();

    @Message
    String instructions();

    @Message
    String follow();

    @Message
    String followHeading();

    @Message
    String followAlone();

    @Message
    String place(int number, int total, int minutes);

    @Message
    String toMachine();

    @Message
    String toStart();

    @Message
    String hints();

    @Message
    String hintNumber(int number, int total);

    @Message
    String firstHint();

    @Message
    String nextHint();

    @Message
    String hintsShown(int shown, int total);

    @Message
    String solution();

    @Message
    String solutionNote();

    @Message
    String showSolution();

    @Message
    String solutionAfterHints();

    @Message
    String solutionLater(int tries, long minutes);

    @Message
    String learned();

    @Message
    String evidence();

    @Message
    String evidenceNote();

    @Message
    String neighbours();

    @Message
    String machine();
}
