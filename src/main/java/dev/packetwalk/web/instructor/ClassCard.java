package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.VisitorTime;
import dev.packetwalk.web.words.Texts;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A class as pages show it.
 *
 * @param phase the word of its {@link TaughtClass.Phase}
 * @param starts when it begins, on the visitor's clock; {@code null} if it is always on
 * @param ends when it is over; {@code null} if it never is
 * @param joined how many learners are in it
 */
record ClassCard(
        TaughtClass taught,
        String phase,
        @Nullable String starts,
        @Nullable String ends,
        int joined) {
    static ClassCard of(TaughtClass taught, int joined, VisitorTime time) {
        Instant starts = taught.plan().startsAt();
        Instant ends = taught.plan().endsAt();
        return new ClassCard(
                taught,
                taught.phase(Instant.now()).name().toLowerCase(Locale.ROOT),
                starts == null ? null : time.at(starts),
                ends == null ? null : time.at(ends),
                joined);
    }

    /** The name as it can stand in a sentence. */
    public String isolated() {
        return Texts.isolated(taught.plan().name());
    }

    /** Whether somebody may join. */
    public boolean open() {
        return taught.phase(Instant.now()).takesLearners();
    }

    /** Whether every place is taken. */
    public boolean full() {
        return joined >= taught.plan().capacity();
    }
}
