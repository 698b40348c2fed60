package dev.packetwalk.grading;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What came back to one of an exercise's watched probes, and when that changed.
 *
 * @param words what the probe is, for people
 * @param changes oldest first; the last one is how it is now
 */
public record Sightings(String words, List<Change> changes) {
    public Sightings {
        changes = List.copyOf(changes);
    }

    /** From that time on, this came back. */
    public record Change(Instant since, ProbeResult.Answer answer) {}

    /** All of an exercise's, in its order, from the journal of a sandbox. */
    public static List<Sightings> of(Exercise exercise, Evidence evidence) {
        return exercise.watched().stream()
                .map(watched -> new Sightings(watched.words(), changes(watched.probe(), evidence)))
                .toList();
    }

    private static List<Change> changes(Probe probe, Evidence evidence) {
        List<Change> changes = new ArrayList<>();
        evidence.journal().forEach(entry -> {
            if (entry.event() instanceof JournalEvent.Probed(Probe sent, ProbeResult result, long generation)
                    && generation >= 0
                    && sent.equals(probe)
                    && (changes.isEmpty() || !Objects.equals(changes.getLast().answer(), result.answer()))) {
                changes.add(new Change(entry.at(), result.answer()));
            }
        });
        return changes;
    }
}
