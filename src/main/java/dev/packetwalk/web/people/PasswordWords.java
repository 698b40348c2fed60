package dev.packetwalk.web.people;

import dev.packetwalk.progress.NewPassword;
import dev.packetwalk.web.words.PeopleWords;
import org.jspecify.annotations.Nullable;

/** What is said about passwords that may not be chosen. */
final class PasswordWords {
    private PasswordWords() {}

    /** What is wrong, and what to do. */
    static String of(NewPassword.Problem problem, PeopleWords words) {
        return switch (problem) {
            case TOO_SHORT -> words.tooShort(NewPassword.SHORTEST);
            case TOO_LONG -> words.tooLong(NewPassword.LONGEST);
            case TOO_PLAIN -> words.tooPlain();
            case HOLDS_THE_LOGIN -> words.holdsLogin();
        };
    }

    /** What is wrong with a password, and what to do; {@code null} if nothing is. */
    static @Nullable String of(NewPassword.Parsed parsed, PeopleWords words) {
        return switch (parsed) {
            case NewPassword.Parsed.Accepted _ -> null;
            case NewPassword.Parsed.Refused(NewPassword.Problem problem) -> of(problem, words);
        };
    }
}
