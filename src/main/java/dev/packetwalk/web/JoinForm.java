package dev.packetwalk.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form to join, as it is shown.
 *
 * @param name what was typed: hostile text
 * @param classCode what was typed: hostile text
 * @param next the page to go to afterwards: a lesson, an exercise or a class of ours, or empty
 * @param nameProblem what is wrong with the name; {@code null} for nothing
 * @param classProblem what is wrong with the class code; {@code null} for nothing
 */
public record JoinForm(
        String name,
        String classCode,
        String next,
        @Nullable String nameProblem,
        @Nullable String classProblem) {
    private static final Pattern OUR_PAGES =
            Pattern.compile("/lessons/[a-z0-9-]{1,80}(/[a-z0-9-]{1,80})?|/join/[A-Za-z0-9-]{3,32}(/consent)?");

    /** Only pages of ours: a form must not send anybody elsewhere. */
    public static String safeNext(@Nullable String next) {
        return next != null && OUR_PAGES.matcher(next).matches() ? next : "";
    }

    static JoinForm goingTo(@Nullable String next) {
        return new JoinForm("", "", safeNext(next), null, null);
    }

    /** Where to join, to go on to a page afterwards if it is one of ours. */
    static String address(String next) {
        return "/" + (safeNext(next).isEmpty() ? "" : "?next=" + next) + "#join";
    }

    /** To join a certain class; it needs no other page to go to. */
    public static JoinForm of(String name, String classCode) {
        return new JoinForm(name, classCode, "", null, null);
    }

    JoinForm goingOnTo(String page) {
        return new JoinForm(name, classCode, page, nameProblem, classProblem);
    }

    /** The same, with what is wrong with the name. */
    public JoinForm withNameProblem(String problem) {
        return new JoinForm(name, classCode, next, problem, null);
    }

    JoinForm withClassProblem(String problem) {
        return new JoinForm(name, classCode, next, null, problem);
    }
}
