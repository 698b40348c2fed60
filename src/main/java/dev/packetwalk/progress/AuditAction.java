package dev.packetwalk.progress;

import java.util.Locale;

/** What instructors and administrators do that is written down. */
public enum AuditAction {
    ADMINISTRATOR_MADE,
    INVITED,
    INVITATION_WITHDRAWN,
    ACCOUNT_MADE,
    ROLE_CHANGED,
    PASSWORD_LINK_MADE,
    PASSWORD_SET_BY_LINK,
    DEACTIVATED,
    REACTIVATED,
    SIGNED_OUT_EVERYWHERE,
    CLASS_MADE,
    CLASS_CHANGED,
    CLASS_CLOSED,
    ROSTER_IMPORTED,
    ROSTER_LINKS_MADE,
    ROSTER_ENTRY_REMOVED,
    CO_INSTRUCTOR_ADDED,
    CO_INSTRUCTOR_REMOVED,
    CLASS_TAKEN_OVER,
    CLASS_REOPENED,
    CLASS_DELETED,
    LEARNER_REMOVED,
    LEARNER_OPENED,
    TERMINAL_WATCHED,
    TYPED_ALONG,
    RECORDING_OPENED,
    NOTE_SENT,
    HINT_GIVEN,
    SOLUTION_UNLOCKED,
    MACHINE_EXTENDED,
    MACHINE_RESET,
    QUEUE_MOVED,
    REGRADED,
    GRADES_EXPORTED,
    TOKEN_MADE,
    TOKEN_REVOKED,
    WEBHOOK_MADE,
    WEBHOOK_CHANGED,
    WEBHOOK_REMOVED,
    OWN_DATA_DELETED;

    /** As it is written in the database and in addresses: {@code role_changed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
