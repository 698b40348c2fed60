package dev.packetwalk.web.joining;

import org.jspecify.annotations.Nullable;

/**
 * A class as somebody sees it who may want to join.
 *
 * @param name hostile text
 * @param code what it is joined with
 * @param lesson where its lesson is
 * @param state the word of what can be done: {@code open}, {@code joined}, {@code full}, {@code over}, {@code closed} or {@code roster}
 * @param planned whether it has not begun
 * @param starts when it begins, on the visitor's clock; {@code null} if it is always on
 * @param ends when it is over; {@code null} if it never is
 */
record Invitation(
        String name,
        String code,
        String lesson,
        String state,
        boolean planned,
        @Nullable String starts,
        @Nullable String ends) {
    /** Its own address. */
    public String door() {
        return "/join/" + code;
    }
}
