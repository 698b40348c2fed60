package dev.packetwalk.progress.privacy;

import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.OneTimeLinks;
import dev.packetwalk.progress.PostgresSandboxLedger;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.privacy.Keeping.After;
import dev.packetwalk.progress.privacy.Keeping.AsLongAsYou;
import dev.packetwalk.progress.privacy.Keeping.For;
import dev.packetwalk.progress.webhooks.WebhookOutbox;
import java.util.List;

/**
 * What is kept about people, for how long, and who sees it. The page that tells of it, the copy that they can have and what deletes
 * it by itself all go by this list; which tables it is in is told by {@link KeptTables}. Its words are in {@code PrivacyWords}.
 */
public enum KeptThing {
    NAME,
    ACCOUNT,
    SESSIONS,
    PERSONAL_LINK,
    ONE_TIME_LINKS,
    PROGRESS,
    EVIDENCE,
    READING,
    CARDS,
    MACHINES,
    RECORDINGS,
    CLASSES,
    HELP,
    MESSAGES,
    AUDIT;

    /** For how long. */
    public Keeping keeping() {
        return switch (this) {
            case NAME -> new For(RetentionPeriods::guests, After.LAST_VISIT_AS_GUEST, List.of(Deletions.GUESTS));
            case ACCOUNT ->
                new For(
                        RetentionPeriods::learners,
                        After.LAST_VISIT_WITH_ACCOUNT,
                        List.of(Deletions.LEARNERS, Deletions.TOKENS_OF_PROGRAMS));
            case SESSIONS -> new For(_ -> Sessions.LASTS, After.LAST_USE, List.of(Deletions.SESSIONS));
            case ONE_TIME_LINKS -> new For(_ -> OneTimeLinks.INVITATION_LASTS, After.WRITTEN, List.of(Deletions.LINKS));
            case EVIDENCE ->
                new For(
                        RetentionPeriods::evidence,
                        After.LAST_GRADE,
                        List.of(
                                Deletions.JOURNALS,
                                Deletions.JOURNALS_OF_NO_ATTEMPT,
                                Deletions.RULES_UNDER_GRADES,
                                Deletions.WALKS));
            case MACHINES ->
                new For(
                        _ -> PostgresSandboxLedger.ENDINGS_KEPT,
                        After.LAST_USE,
                        List.of(Deletions.ENDINGS, Deletions.PLACES_IN_THE_QUEUE));
            case RECORDINGS ->
                new For(RetentionPeriods::recordings, After.END_OF_RECORDING, List.of(Deletions.RECORDINGS));
            case CLASSES ->
                new For(
                        RetentionPeriods::classes,
                        After.END_OF_CLASS,
                        List.of(Deletions.ENROLMENTS, Deletions.ROSTERS));
            case HELP ->
                new For(RetentionPeriods::classes, After.END_OF_CLASS, List.of(Deletions.NOTES, Deletions.HANDS));
            case MESSAGES -> new For(_ -> WebhookOutbox.KEPT, After.WRITTEN, List.of(Deletions.MESSAGES));
            case AUDIT -> new For(_ -> AuditLog.KEPT, After.WRITTEN, List.of(Deletions.AUDIT_ENTRIES));
            case PERSONAL_LINK, PROGRESS, READING, CARDS -> new AsLongAsYou();
        };
    }

    /** Who sees it on pages of this lab. */
    public List<Reader> readers() {
        return switch (this) {
            case NAME, PROGRESS, EVIDENCE, RECORDINGS, CLASSES, HELP -> List.of(Reader.YOU, Reader.INSTRUCTORS);
            case ACCOUNT -> List.of(Reader.YOU, Reader.ADMINISTRATORS);
            case SESSIONS, READING, CARDS, MACHINES -> List.of(Reader.YOU);
            case ONE_TIME_LINKS, AUDIT -> List.of(Reader.ADMINISTRATORS);
            case MESSAGES -> List.of(Reader.INSTRUCTORS, Reader.NAMED_PROGRAMS);
            case PERSONAL_LINK -> List.of(Reader.NOBODY);
        };
    }

    /** Somebody who sees something. */
    public enum Reader {
        YOU,
        /** Those who teach a class that one is in. */
        INSTRUCTORS,
        ADMINISTRATORS,
        /** Programs elsewhere that instructors of one's classes have named. */
        NAMED_PROGRAMS,
        /** Only the server itself makes use of it. */
        NOBODY
    }
}
