package dev.packetwalk.progress;

import static dev.packetwalk.progress.LedgerRows.time;

import dev.packetwalk.sandbox.SandboxLedger.Terms;
import dev.packetwalk.sandbox.SandboxLedger.Wish;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How long a learner has a sandbox when their class says so. Who is in several classes of a lesson has the longest.
 *
 * @param idleSeconds {@code null} for the lab's own limit
 * @param hardSeconds {@code null} for the lab's own limit
 */
record LedgerLimits(@Nullable Integer idleSeconds, @Nullable Integer hardSeconds) {
    /** Those of the classes that the learner is in now and that teach what the wish is for: {@code lesson/…}. */
    static LedgerLimits of(Handle sql, Wish wish) {
        Terms lab = wish.terms();
        return sql.createQuery("select max(coalesce(c.idle_minutes * 60, :idle)) as idle,"
                        + " max(coalesce(c.hard_minutes * 60, :hard)) as hard"
                        + " from enrolment e join class c on c.id = e.class where e.learner = :learner"
                        + " and c.lesson = split_part(:name, '/', 1) and c.closed_at is null"
                        + " and (c.ends_at is null or c.ends_at > :now)")
                .bind("learner", wish.learner())
                .bind("name", wish.name())
                .bind("now", time(lab.now()))
                .bind("idle", Math.toIntExact(idle(lab).toSeconds()))
                .bind("hard", Math.toIntExact(hard(lab).toSeconds()))
                .map((row, _) ->
                        new LedgerLimits(row.getObject("idle", Integer.class), row.getObject("hard", Integer.class)))
                .one();
    }

    private static Duration idle(Terms terms) {
        return Duration.between(terms.now(), terms.idleEnd());
    }

    private static Duration hard(Terms terms) {
        return Duration.between(terms.now(), terms.hardEnd());
    }

    Instant hardEnd(Terms terms) {
        return hardSeconds == null ? terms.hardEnd() : terms.now().plusSeconds(hardSeconds);
    }

    /** Never after the hard end. */
    Instant idleEnd(Terms terms) {
        Instant idle = idleSeconds == null ? terms.idleEnd() : terms.now().plusSeconds(idleSeconds);
        return idle.isBefore(hardEnd(terms)) ? idle : hardEnd(terms);
    }
}
