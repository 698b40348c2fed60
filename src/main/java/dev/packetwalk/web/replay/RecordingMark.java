package dev.packetwalk.web.replay;

import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.recording.RecordingEnding;
import dev.packetwalk.progress.recording.RecordingWish;
import dev.packetwalk.progress.recording.RecordingWishes;
import dev.packetwalk.progress.recording.RecordingWriter;
import dev.packetwalk.sandbox.SandboxId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;

/** Says beside a terminal whether it is recorded; templates know it as {@code inject:recording}. */
@Singleton
@Named("recording")
public class RecordingMark {
    private final RecordingWishes wishes;
    private final RecordingWriter writer;
    private final Enrolments enrolments;
    private final ReplaySettings settings;

    RecordingMark(RecordingWishes wishes, RecordingWriter writer, Enrolments enrolments, ReplaySettings settings) {
        this.wishes = wishes;
        this.writer = writer;
        this.enrolments = enrolments;
        this.settings = settings;
    }

    /**
     * What the mark says.
     *
     * @param state {@code on}, {@code off}, or {@code full} for a recording that takes no more
     * @param classes the names of those whose instructors may see it: hostile text; empty for the learner alone
     * @param days how long recordings are kept
     */
    public record Mark(String state, List<String> classes, long days) {
        /** The names in one line. */
        public String audience() {
            return String.join(", ", classes);
        }
    }

    /** Of a learner's own sandbox. */
    public Mark of(String sandbox) {
        SandboxId id = new SandboxId(sandbox);
        long days = settings.keep().toDays();
        return wishes.of(id)
                .filter(RecordingWish::wanted)
                .map(wish -> new Mark(isFull(id) ? "full" : "on", names(wish), days))
                .orElse(new Mark("off", List.of(), days));
    }

    private boolean isFull(SandboxId id) {
        return writer.newest(id)
                .filter(newest -> newest.ending() == RecordingEnding.FULL)
                .isPresent();
    }

    private List<String> names(RecordingWish wish) {
        return enrolments.ofLearner(wish.learner()).stream()
                .map(Enrolments.Membership::taught)
                .filter(taught -> wish.audience().contains(taught.id()))
                .map(taught -> taught.plan().name())
                .toList();
    }
}
