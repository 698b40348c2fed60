package dev.packetwalk.progress.classes;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Ids that are drawn for those who will join a class as somebody new, within one transaction: as many as the class has reserved
 * beside those whose ids are known, because they are in it or its roster expects them by a login that they have.
 */
final class Seats {
    /** Of a class {@code c}: it has something reserved, and begins between two times. */
    static final String BEGINS = "c.reserved > 0 and c.closed_at is null and c.starts_at between :from and :to";

    /** Seats of classes that do not begin then. */
    private static final String GIVEN_UP =
            "from class_seat s where not exists (select from class c where c.id = s.class and " + BEGINS + ")";

    /** Learners, as {@code a}, whom the roster of a class {@code c} expects by a login that counts there. */
    static final String EXPECTED = "account a join roster_entry r on r.login <> '' and r.learner is null"
            + " and " + RosterDoor.OWN_LOGIN + " and a.deactivated_at is null"
            + " and r.class = c.id";

    /** How many seats a class {@code c} lacks; not above 0 if none. */
    private static final String MISSING = "c.reserved - (select count(*) from (select e.learner from enrolment e"
            + " where e.class = c.id union select a.learner from " + EXPECTED + ") known)"
            + " - (select count(*) from class_seat s where s.class = c.id)";

    private Seats() {}

    /**
     * As many for each class that begins as it has reserved and nobody is known for; those of other classes are given up. Where
     * all of that is so already, as nearly always, it is one question and nothing is written.
     */
    static void draw(Handle handle, Instant from, Instant to) {
        boolean due = within(
                        handle.createQuery("select exists (select " + GIVEN_UP
                                + ") or exists (select from class c where " + BEGINS + " and " + MISSING + " > 0)"),
                        from,
                        to)
                .mapTo(boolean.class)
                .one();
        if (!due) {
            return;
        }
        // Of servers that draw at the same time the second waits here, and then finds what the first has drawn.
        within(
                        handle.createQuery(
                                "select c.id from class c where " + BEGINS + " order by c.id for no key update"),
                        from,
                        to)
                .mapTo(UUID.class)
                .list();
        within(handle.createUpdate("delete " + GIVEN_UP), from, to).execute();
        within(handle.createUpdate("""
                        insert into class_seat (class, learner) select c.id, gen_random_uuid() from class c
                        cross join lateral generate_series(1, %s) where %s""".formatted(MISSING, BEGINS)), from, to).execute();
    }

    /** A statement that asks what {@link #BEGINS}, between these two times. */
    static <S extends SqlStatement<S>> S within(S statement, Instant from, Instant to) {
        return statement.bind("from", Timestamp.from(from)).bind("to", Timestamp.from(to));
    }

    /** The first free seat of a class, which is one no more; empty if it has none. */
    static Optional<UUID> take(Handle handle, UUID taught) {
        return handle.createQuery("""
                        delete from class_seat where learner = (select learner from class_seat where class = :class
                            order by learner limit 1 for update skip locked) returning learner""").bind("class", taught).mapTo(UUID.class).findOne();
    }

    /**
     * Gives a place among those that are reserved to somebody who joins a class and has an id already. Whom the roster expects has
     * one; for anybody else the seat that would be taken last is given up.
     *
     * @return whether there was a place
     */
    static boolean give(Handle handle, UUID taught, UUID learner) {
        boolean expected = handle.createQuery("select exists (select from class c, lateral (select a.learner from "
                        + EXPECTED + ") known where c.id = :class and known.learner = :learner)")
                .bind("class", taught)
                .bind("learner", learner)
                .mapTo(boolean.class)
                .one();
        return expected || handle.createUpdate("""
                        delete from class_seat where learner = (select learner from class_seat where class = :class
                            order by learner desc limit 1 for update skip locked)""").bind("class", taught).execute() == 1;
    }
}
