package dev.packetwalk.web;

import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.web.words.AccountWords;

/** What is said about a name that is none. */
public final class NameWords {
    private NameWords() {}

    /** What is wrong, and what to do. */
    public static String of(LearnerName.Flaw flaw, AccountWords words) {
        return switch (flaw) {
            case EMPTY -> words.nameEmpty();
            case TOO_LONG -> words.nameTooLong(LearnerName.LONGEST);
            case UNREADABLE -> words.nameUnreadable();
        };
    }
}
