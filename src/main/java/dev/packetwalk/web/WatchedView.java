package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.ProbeResult;
import java.util.List;

/**
 * A real packet that is sent with every change of rules, and what came back last.
 *
 * @param words what it is
 * @param state {@code waiting} before the first answer, {@code through} or {@code stopped}
 * @param answer what came back, as the key of a text in {@code checks}; empty before the first
 */
public record WatchedView(String words, String state, String answer) {
    /** What became of the packets that an exercise watches, by the journal. */
    static List<WatchedView> of(Exercise exercise, List<JournalEntry> journal) {
        return exercise.watched().stream().map(watched -> of(watched, journal)).toList();
    }

    private static WatchedView of(Exercise.Watched watched, List<JournalEntry> journal) {
        for (JournalEntry entry : journal.reversed()) {
            if (entry.event() instanceof JournalEvent.Probed probed
                    && probed.probe().equals(watched.probe())) {
                return of(watched.words(), probed.result().answer());
            }
        }
        return new WatchedView(watched.words(), "waiting", "");
    }

    private static WatchedView of(String words, ProbeResult.Answer answer) {
        return switch (answer) {
            case OPEN -> new WatchedView(words, "through", "accepted");
            case REPLY -> new WatchedView(words, "through", "answered");
            case REFUSED -> new WatchedView(words, "through", "refused");
            case UNREACHABLE -> new WatchedView(words, "stopped", "unreachable");
            case FILTERED -> new WatchedView(words, "stopped", "filtered");
        };
    }
}
