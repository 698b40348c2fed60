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
    CO_INSTRUCTOR_ADDED,
    CO_INSTRUCTOR_REMOVED;

    /** As it is written in the database and in addresses: {@code role_changed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
