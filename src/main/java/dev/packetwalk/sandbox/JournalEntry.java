package dev.packetwalk.sandbox;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One line of a sandbox's journal: the ordered, timed record of what changed in it.
 *
 * @param number grows within a sandbox, without saying how much lies between
 * @param at when the server heard of it, to the millisecond
 * @param event what happened
 */
public record JournalEntry(long number, Instant at, JournalEvent event) {
    public JournalEntry {
        requireNonNull(at, "at");
        requireNonNull(event, "event");
    }
}
