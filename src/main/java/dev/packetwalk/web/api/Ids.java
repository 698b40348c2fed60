package dev.packetwalk.web.api;

import java.util.UUID;

/** Ids in addresses. One that is not of the form names nothing. */
final class Ids {
    private Ids() {}

    static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw ProblemException.notFound();
        }
    }

    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw ProblemException.notFound();
        }
    }
}
