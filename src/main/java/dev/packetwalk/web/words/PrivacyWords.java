package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is kept about people, their copy of it, and deleting it. */
@MessageBundle("privacy")
public interface PrivacyWords {
    @Message
    String title();

    @Message
    String heading();

    @Message
    String lead();

    @Message
    String what();

    @Message
    String why();

    @Message
    String howLong();

    @Message
    String who();

    @Message
    String nameWhat();

    @Message
    String nameWhy();

    @Message
    String accountWhat();

    @Message
    String accountWhy();

    @Message
    String sessionsWhat();

    @Message
    String sessionsWhy();

    @Message
    String personalLinkWhat();

    @Message
    String personalLinkWhy();

    @Message
    String oneTimeLinksWhat();

    @Message
    String oneTimeLinksWhy();

    @Message
    String progressWhat();

    @Message
    String progressWhy();

    @Message
    String evidenceWhat();

    @Message
    String evidenceWhy();

    @Message
    String readingWhat();

    @Message
    String readingWhy();

    @Message
    String cardsWhat();

    @Message
    String cardsWhy();

    @Message
    String machinesWhat();

    @Message
    String machinesWhy();

    @Message
    String recordingsWhat();

    @Message
    String recordingsWhy();

    @Message
    String classesWhat();

    @Message
    String classesWhy();

    @Message
    String helpWhat();

    @Message
    String helpWhy();

    @Message
    String messagesWhat();

    @Message
    String messagesWhy();

    @Message
    String auditWhat();

    @Message
    String auditWhy();

    @Message
    String asLongAsYou();

    @Message
    String afterLastVisitAsGuest(String length);

    @Message
    String afterLastVisitWithAccount(String length);

    @Message
    String afterLastGrade(String length);

    @Message
    String afterLastUse(String length);

    @Message
    String afterEndOfRecording(String length);

    @Message
    String afterEndOfClass(String length);

    @Message
    String afterWritten(String length);

    @Message
    String days(long count);

    @Message
    String years(long count);

    @Message
    String you();

    @Message
    String yourInstructors();

    @Message
    String administrators();

    @Message
    String namedPrograms();

    @Message
    String nobody();

    @Message
    String besides();

    @Message
    String cookiesTitle();

    @Message
    String cookies();

    @Message
    String addressesTitle();

    @Message
    String addresses();

    @Message
    String terminalTitle();

    @Message
    String terminal();

    @Message
    String operatorTitle();

    @Message
    String operator(String operator);

    @Message
    String operatorUnknown();

    @Message
    String yours();

    @Message
    String yoursNote();

    @Message
    String copy();

    @Message
    String delete();

    @Message
    String strangers();

    @Message
    String accountNote();

    @Message
    String aboutThis();

    @Message
    String deleteTitle();

    @Message
    String deleteLead();

    @Message
    String goes();

    @Message
    String goesName();

    @Message
    String goesWork();

    @Message
    String goesMachines();

    @Message
    String goesClasses();

    @Message
    String stays();

    @Message
    String staysLists(String length);

    @Message
    String staysExports();

    @Message
    String staysNotes(String length);

    @Message
    String staysAudit(String length);

    @Message
    String staysBackups();

    @Message
    String copyFirst();

    @Message
    String confirm();

    @Message
    String yourPassword();

    @Message
    String typeWord(String word);

    @Message
    String deleteWord();

    @Message
    String wrongWord(String word);

    @Message
    String wrongPassword();

    @Message
    String deleteButton();

    @Message
    String keep();

    @Message
    String onlyAdministratorTitle();

    @Message
    String onlyAdministratorHtml();

    @Message
    String onlyInstructorTitle();

    @Message
    String onlyInstructor();

    @Message
    String goodbyeTitle();

    @Message
    String goodbyeLead();

    @Message
    String goodbyeHome();

    @Message
    String copyOf(String name, String time);

    @Message
    String copyForm();

    @Message
    String copyEvidence();

    @Message
    String copyRecordings();

    @Message
    String copyLeavesOut();

    @Message
    String copyIsCut(String files);
}
