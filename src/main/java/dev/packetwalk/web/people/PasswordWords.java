package dev.packetwalk.web.people;

import dev.packetwalk.progress.NewPassword;
import org.jspecify.annotations.Nullable;

/** What is said about logins and passwords: what is wrong, and what to do. */
final class PasswordWords {
    static final String NO_LOGIN =
            "A login has 2 to 64 small letters, digits or one of . _ @ + - and begins with a letter or digit. Your e-mail address will do.";
    static final String LOGIN_TAKEN = "Somebody else signs in with that. Choose another login.";
    static final String WRONG = "Login and password do not fit together. Check both, and try again.";
    static final String WRONG_OLD = "That is not your password of now. Check it, and try again.";

    private PasswordWords() {}

    static String of(NewPassword.Problem problem) {
        return switch (problem) {
            case TOO_SHORT ->
                "That password is too short. Take at least " + NewPassword.SHORTEST
                        + " characters: a few words do well.";
            case TOO_LONG -> "That password is too long. Take at most " + NewPassword.LONGEST + " characters.";
            case TOO_PLAIN -> "That password repeats the same few characters. Take a few words instead.";
            case HOLDS_THE_LOGIN -> "That password has your login in it. Choose one without.";
        };
    }

    /** What is wrong with a password; {@code null} for nothing. */
    static @Nullable String of(NewPassword.Parsed parsed) {
        return switch (parsed) {
            case NewPassword.Parsed.Accepted _ -> null;
            case NewPassword.Parsed.Refused(NewPassword.Problem problem) -> of(problem);
        };
    }
}
