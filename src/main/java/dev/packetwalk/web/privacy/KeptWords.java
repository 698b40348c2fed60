package dev.packetwalk.web.privacy;

import dev.packetwalk.progress.privacy.Keeping;
import dev.packetwalk.progress.privacy.KeptThing;
import dev.packetwalk.progress.privacy.RetentionPeriods;
import dev.packetwalk.web.words.PrivacyWords;
import java.time.Duration;
import java.util.List;

/** What is kept, in plain words. Whoever adds to the list of it is told by the compiler what is to be said here. */
final class KeptWords {
    private static final long DAYS_OF_A_YEAR = 365;

    private final PrivacyWords words;
    private final RetentionPeriods periods;

    KeptWords(PrivacyWords words, RetentionPeriods periods) {
        this.words = words;
        this.periods = periods;
    }

    /** What it is. */
    String what(KeptThing thing) {
        return switch (thing) {
            case NAME -> words.nameWhat();
            case ACCOUNT -> words.accountWhat();
            case SESSIONS -> words.sessionsWhat();
            case PERSONAL_LINK -> words.personalLinkWhat();
            case ONE_TIME_LINKS -> words.oneTimeLinksWhat();
            case PROGRESS -> words.progressWhat();
            case EVIDENCE -> words.evidenceWhat();
            case READING -> words.readingWhat();
            case CARDS -> words.cardsWhat();
            case MACHINES -> words.machinesWhat();
            case RECORDINGS -> words.recordingsWhat();
            case CLASSES -> words.classesWhat();
            case HELP -> words.helpWhat();
            case MESSAGES -> words.messagesWhat();
            case AUDIT -> words.auditWhat();
        };
    }

    /** What for. */
    String why(KeptThing thing) {
        return switch (thing) {
            case NAME -> words.nameWhy();
            case ACCOUNT -> words.accountWhy();
            case SESSIONS -> words.sessionsWhy();
            case PERSONAL_LINK -> words.personalLinkWhy();
            case ONE_TIME_LINKS -> words.oneTimeLinksWhy();
            case PROGRESS -> words.progressWhy();
            case EVIDENCE -> words.evidenceWhy();
            case READING -> words.readingWhy();
            case CARDS -> words.cardsWhy();
            case MACHINES -> words.machinesWhy();
            case RECORDINGS -> words.recordingsWhy();
            case CLASSES -> words.classesWhy();
            case HELP -> words.helpWhy();
            case MESSAGES -> words.messagesWhy();
            case AUDIT -> words.auditWhy();
        };
    }

    /** For how long. */
    String howLong(KeptThing thing) {
        return switch (thing.keeping()) {
            case Keeping.AsLongAsYou _ -> words.asLongAsYou();
            case Keeping.For(var period, Keeping.After after, var _) -> howLong(after, length(period.apply(periods)));
        };
    }

    private String howLong(Keeping.After after, String length) {
        return switch (after) {
            case LAST_VISIT_AS_GUEST -> words.afterLastVisitAsGuest(length);
            case LAST_VISIT_WITH_ACCOUNT -> words.afterLastVisitWithAccount(length);
            case LAST_GRADE -> words.afterLastGrade(length);
            case LAST_USE -> words.afterLastUse(length);
            case END_OF_RECORDING -> words.afterEndOfRecording(length);
            case END_OF_CLASS -> words.afterEndOfClass(length);
            case WRITTEN -> words.afterWritten(length);
        };
    }

    /** Whole years as years, all else in days. */
    String length(Duration period) {
        long days = period.toDays();
        long years = days / DAYS_OF_A_YEAR;
        boolean whole = years > 0 && days - years * DAYS_OF_A_YEAR <= years;
        return whole ? words.years(years) : words.days(days);
    }

    /** Who sees it. */
    List<String> who(KeptThing thing) {
        return thing.readers().stream()
                .map(reader -> switch (reader) {
                    case YOU -> words.you();
                    case INSTRUCTORS -> words.yourInstructors();
                    case ADMINISTRATORS -> words.administrators();
                    case NAMED_PROGRAMS -> words.namedPrograms();
                    case NOBODY -> words.nobody();
                })
                .toList();
    }
}
