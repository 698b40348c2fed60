package dev.packetwalk.progress.classes;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Ids that are drawn for those who will join a class as somebody new, within one transaction. */
final class Seats {
    /** Of a class {@code c}: it has something reserved, and begins between two times. */
    static final String BEGINS = "c.reserved > 0 and c.closed_at is null and c.starts_at between :from and :to";

    private Seats() {}

    /** As many for each class that begins as it has reserved and nobody has come for; those of other classes are given up. */
    static void draw(Handle handle, Instant from, Instant to) {
        handle.createUpdate("delete from class_seat s where not exists (select from class c where c.id = s.class and "
                        + BEGINS + ")")
                .bind("from", Timestamp.from(from))
                .bind("to", Timestamp.from(to))
                .execute();
        handle.createUpdate("""
                        insert into class_seat (class, learner) select c.id, gen_random_uuid() from class c
                        cross join lateral generate_series(1, c.reserved
                            - (select count(*) from enrolment e where e.class = c.id)
                            - (select count(*) from class_seat s where s.class = c.id))
                        where\s""" + BEGINS)
                .bind("from", Timestamp.from(from))
                .bind("to", Timestamp.from(to))
                .execute();
    }

    /** The first free seat of a class, which is one no more; empty if it has none. */
    static Optional<UUID> take(Handle handle, UUID taught) {
        return handle.createQuery("""
                        delete from class_seat where learner = (select learner from class_seat where class = :class
                            order by learner limit 1 for update skip locked) returning learner""").bind("class", taught).mapTo(UUID.class).findOne();
    }
}
