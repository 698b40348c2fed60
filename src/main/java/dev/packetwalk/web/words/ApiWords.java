package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What programs are told when something goes wrong: {@code …Title} says what happened, the other what to do about it. */
@MessageBundle("api")
public interface ApiWords {
    @Message
    String badRequestTitle();

    @Message
    String badRequest();

    @Message
    String badLimit();

    @Message
    String badId();

    @Message
    String badFormat();

    @Message
    String badWait();

    @Message
    String badClass();

    @Message
    String badCode();

    @Message
    String badCursorTitle();

    @Message
    String badCursor();

    @Message
    String noTokenTitle();

    @Message
    String noToken();

    @Message
    String notAllowedTitle();

    @Message
    String notAllowed();

    @Message
    String notFoundTitle();

    @Message
    String notFound();

    @Message
    String wrongMethodTitle();

    @Message
    String wrongMethod();

    @Message
    String notAcceptableTitle();

    @Message
    String notAcceptable();

    @Message
    String codeTakenTitle();

    @Message
    String codeTaken();

    @Message
    String noEvidenceTitle();

    @Message
    String noEvidence();

    @Message
    String notGraded();

    @Message
    String tooManySandboxesTitle();

    @Message
    String tooManySandboxes();

    @Message
    String notReadyTitle();

    @Message
    String notReady();

    @Message
    String tooLargeTitle();

    @Message
    String tooLarge();

    @Message
    String wrongMediaTypeTitle();

    @Message
    String wrongMediaType();

    @Message
    String tooOftenTitle();

    @Message
    String tooOften();

    @Message
    String failedTitle();

    @Message
    String failed();

    @Message
    String unavailableTitle();

    @Message
    String unavailable();

    @Message
    String exerciseGone();
}
