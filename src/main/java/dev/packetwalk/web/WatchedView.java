package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.ProbeResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real packet that is sent with every change of rules, and what came back last.
 *
 * @param words what it is
 * @param state {@code waiting} before the first answer, {@code through} or {@code stopped}
 * @param answer what came back; null before the first
 */
public record WatchedView(
        String words, String state, @Nullable CheckWord answer) {
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
        return new WatchedView(watched.words(), "waiting", null);
    }

    private static WatchedView of(String words, ProbeResult.Answer answer) {
        String state = switch (answer) {
            case OPEN, REPLY, REFUSED -> "through";
            case UNREACHABLE, FILTERED -> "stopped";
        };
        return new WatchedView(words, state, CheckWord.of(answer));
    }
}
