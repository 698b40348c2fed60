package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.Token;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How those on a roster come in: by their personal link, or by the login that stands there. */
@Singleton
public final class RosterDoor {
    /**
     * Of an account {@code a} and a roster's entry {@code r}: it is theirs. Only a login that somebody in charge has let them have
     * counts, or for which their provider of identities vouches: one that a guest chose might be another's.
     */
    static final String OWN_LOGIN = "(a.invited and a.login = r.login or a.vouched_login = r.login)";

    private final Database database;
    private final InstantSource clock;

    @Inject
    public RosterDoor(Database database) {
        this(database, InstantSource.system());
    }

    RosterDoor(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whose a personal link is; empty if it is good no more. */
    public Optional<Seat> find(Token link) {
        return database.jdbi().withHandle(handle -> find(handle, link, ""));
    }

    private static Optional<Seat> find(Handle handle, Token link, String lock) {
        return handle.createQuery("select r.id as entry, r.name as entry_name, r.learner, "
                        + "exists (select 1 from account a where a.learner = r.learner) as has_account, "
                        + "exists (select 1 from enrolment e where e.class = r.class and e.learner = r.learner) as joined, "
                        + ClassRows.COLUMNS
                        + " from roster_entry r join class c on c.id = r.class where r.token_hash = :hash"
                        + lock)
                .bind("hash", link.hash())
                .map((row, _) -> new Seat(
                        row.getObject("entry", UUID.class),
                        row.getString("entry_name"),
                        ClassRows.read(row),
                        row.getObject("learner", UUID.class),
                        row.getBoolean("has_account"),
                        row.getBoolean("joined")))
                .findOne();
    }

    /**
     * Follows a personal link. The first time makes a learner who is called as on the roster, enrols them and signs them in; later times
     * sign the same learner in again, unless they have an account: then only that lets them in.
     *
     * @param as who takes the place instead of somebody new; {@code null} for somebody new. Once it is taken this does not count
     */
    public Following follow(Token link, @Nullable UUID as) {
        return database.jdbi().inTransaction(handle -> {
            Optional<Seat> found = find(handle, link, " for update of r");
            if (found.isEmpty()) {
                return new Following.NoGood();
            }
            Seat seat = found.get();
            if (seat.hasAccount()) {
                return new Following.NeedsAccount(seat.taught());
            }
            Optional<Enrolments.Refusal> refusal =
                    seat.joined() || (as != null && isIn(handle, seat.taught().id(), as))
                            ? Optional.empty()
                            : Enrolments.refusal(handle, seat.taught(), clock.instant());
            // Who was here before comes back to their work, even when the class takes nobody any more.
            if (refusal.isPresent() && seat.learner() == null) {
                return new Following.Refused(seat.taught(), refusal.get());
            }
            UUID learner = seat.learner() != null
                    ? seat.learner()
                    : as != null
                            ? as
                            : Enrolments.newcomer(handle, seat.taught().id(), nameOf(seat))
                                    .learner();
            if (refusal.isEmpty()) {
                take(handle, seat.entry(), seat.taught().id(), learner);
            }
            return as != null && as.equals(learner)
                    ? new Following.AsBefore(seat.taught())
                    : new Following.SignedIn(seat.taught(), Sessions.open(handle, learner));
        });
    }

    private static LearnerName nameOf(Seat seat) {
        return new LearnerName(seat.name());
    }

    private static boolean isIn(Handle handle, UUID taught, UUID learner) {
        return handle.createQuery("select exists (select 1 from enrolment where class = :class and learner = :learner)")
                .bind("class", taught)
                .bind("learner", learner)
                .mapTo(Boolean.class)
                .one();
    }

    private static void take(Handle handle, UUID entry, UUID taught, UUID learner) {
        Enrolments.enrol(handle, taught, learner);
        handle.execute("update roster_entry set learner = ? where id = ?", learner, entry);
    }

    /**
     * Enrols somebody in every class that expects their login, and still takes learners. A place is taken once: who has been removed
     * from a class since is not put back.
     *
     * @return how many places they took
     */
    public int enrol(UUID learner) {
        return database.jdbi().inTransaction(handle -> {
            List<Expected> expected = handle.createQuery(
                            "select r.id as entry, " + ClassRows.COLUMNS + """
                            from roster_entry r join class c on c.id = r.class
                            where r.login <> '' and r.learner is null
                                and exists (select from account a where a.learner = :learner and""" + " " + OWN_LOGIN
                                    + ") order by c.id for update of r")
                    .bind("learner", learner)
                    .map((row, _) -> new Expected(row.getObject("entry", UUID.class), ClassRows.read(row)))
                    .list();
            int taken = 0;
            Instant now = clock.instant();
            for (Expected place : expected) {
                UUID taught = place.taught().id();
                if (isIn(handle, taught, learner)
                        || Enrolments.refusal(handle, place.taught(), now).isEmpty()) {
                    take(handle, place.entry(), taught, learner);
                    taken++;
                }
            }
            return taken;
        });
    }

    private record Expected(UUID entry, TaughtClass taught) {}

    /**
     * Somebody on a roster who has followed their link.
     *
     * @param name what they are called: hostile text
     * @param learner who has taken the place; {@code null} while nobody has
     * @param hasAccount whether that learner signs in with an account
     * @param joined whether they are in the class now
     */
    public record Seat(
            UUID entry,
            String name,
            TaughtClass taught,
            @Nullable UUID learner,
            boolean hasAccount,
            boolean joined) {}

    /** What came of following a link. */
    public sealed interface Following {
        /** They are in, and this is their session. */
        record SignedIn(TaughtClass taught, Token session) implements Following {}

        /** They are in as who they were. */
        record AsBefore(TaughtClass taught) implements Following {}

        /** They have an account, and have to sign in with it. */
        record NeedsAccount(TaughtClass taught) implements Following {}

        /** The class takes nobody, or has no place left. */
        record Refused(TaughtClass taught, Enrolments.Refusal refusal) implements Following {}

        /** The link is good no more. */
        record NoGood() implements Following {}
    }
}
