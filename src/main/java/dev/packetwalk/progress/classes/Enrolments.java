package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.Learners.Joined;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who is in which class. */
@Singleton
public final class Enrolments {
    private static final String SELECT = """
            select e.learner, l.name, coalesce(r.reference, '') as reference, e.enrolled_at, e.asked_at, e.may_watch, e.may_type,
                   e.may_record
            from enrolment e join class c on c.id = e.class join learner l on l.id = e.learner
                left join lateral (
                    select reference from roster_entry r where r.class = e.class and r.learner = e.learner
                    order by r.position limit 1) r on true
            """;

    private final Database database;
    private final InstantSource clock;
    private final List<Consumer<UUID>> consentListeners = new CopyOnWriteArrayList<>();

    @Inject
    public Enrolments(Database database) {
        this(database, InstantSource.system());
    }

    Enrolments(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Makes a learner of a stranger, in a class, all or nothing. */
    public Joining join(LearnerName name, ClassCode code) {
        return database.jdbi().inTransaction(handle -> switch (open(handle, code)) {
            case Door.Shut(Refusal refusal) -> new Joining.Refused(refusal);
            case Door.Open(TaughtClass taught) -> {
                yield new Joining.AsStranger(taught, newcomer(handle, taught.id(), name));
            }
        });
    }

    /** Enrols a learner in a class. Joining again changes nothing. */
    public Joining join(UUID learner, ClassCode code) {
        return database.jdbi().inTransaction(handle -> {
            Optional<TaughtClass> already = handle.createQuery("select " + ClassRows.COLUMNS + """
                            from class c where c.code = :code
                                and exists (select 1 from enrolment e where e.class = c.id and e.learner = :learner)""")
                    .bind("code", code.value())
                    .bind("learner", learner)
                    .map((row, _) -> ClassRows.read(row))
                    .findOne();
            if (already.isPresent()) {
                return new Joining.AsLearner(already.get());
            }
            return switch (open(handle, code)) {
                case Door.Shut(Refusal refusal) -> new Joining.Refused(refusal);
                case Door.Open(TaughtClass taught) -> {
                    enrol(handle, taught.id(), learner);
                    yield new Joining.AsLearner(taught);
                }
            };
        });
    }

    private Door open(Handle handle, ClassCode code) {
        Optional<TaughtClass> found = handle.createQuery(
                        "select " + ClassRows.COLUMNS + " from class c where c.code = :code")
                .bind("code", code.value())
                .map((row, _) -> ClassRows.read(row))
                .findOne();
        if (found.isEmpty()) {
            return new Door.Shut(Refusal.NO_SUCH_CLASS);
        }
        TaughtClass taught = found.get();
        Optional<Refusal> refusal =
                taught.plan().rosterOnly() && taught.phase(clock.instant()).takesLearners()
                        ? Optional.of(Refusal.ROSTER_ONLY)
                        : refusal(handle, taught, clock.instant());
        return refusal.<Door>map(Door.Shut::new).orElseGet(() -> new Door.Open(taught));
    }

    /** Why even somebody on the roster cannot join. The row of the class stays locked, so that no two take the last place. */
    static Optional<Refusal> refusal(Handle handle, TaughtClass taught, Instant now) {
        if (!taught.phase(now).takesLearners()) {
            return Optional.of(Refusal.CLASS_OVER);
        }
        handle.execute("select 1 from class where id = ? for update", taught.id());
        return count(handle, taught.id()) < taught.plan().capacity()
                ? Optional.empty()
                : Optional.of(Refusal.CLASS_FULL);
    }

    private static int count(Handle handle, UUID taught) {
        return handle.createQuery("select count(*) from enrolment where class = :class")
                .bind("class", taught)
                .mapTo(Integer.class)
                .one();
    }

    /** Makes a learner of a stranger and enrols them, in a seat if the class has a free one. */
    static Joined newcomer(Handle handle, UUID taught, LearnerName name) {
        Optional<UUID> seat = Seats.take(handle, taught);
        Joined joined = seat.map(id -> Learners.join(handle, name, id)).orElseGet(() -> Learners.join(handle, name));
        enrol(handle, taught, joined.learner(), seat.isPresent());
        return joined;
    }

    /** Enrols somebody who is a learner already, in a place that is reserved if the class has one left. Once more changes nothing. */
    static void enrol(Handle handle, UUID taught, UUID learner) {
        if (enrol(handle, taught, learner, false) && Seats.give(handle, taught, learner)) {
            handle.execute("update enrolment set seated = true where class = ? and learner = ?", taught, learner);
        }
    }

    private static boolean enrol(Handle handle, UUID taught, UUID learner, boolean seated) {
        return handle.createUpdate("insert into enrolment (class, learner, seated) values (:class, :learner, :seated)"
                                + " on conflict do nothing")
                        .bind("class", taught)
                        .bind("learner", learner)
                        .bind("seated", seated)
                        .execute()
                == 1;
    }

    /** Everybody in one of an instructor's classes, by name. */
    public List<Enrolled> of(UUID instructor, UUID taught) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(SELECT + "where c.id = :class and " + ClassRows.TAUGHT
                                + " order by lower(l.name), e.learner")
                        .bind("class", taught)
                        .bind("instructor", instructor)
                        .map((row, _) -> enrolled(row))
                        .list());
    }

    /** One learner in one of an instructor's classes: whatever an instructor does about a learner begins here. */
    public Optional<Enrolled> find(UUID instructor, UUID taught, UUID learner) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                SELECT + "where c.id = :class and e.learner = :learner and " + ClassRows.TAUGHT)
                        .bind("class", taught)
                        .bind("learner", learner)
                        .bind("instructor", instructor)
                        .map((row, _) -> enrolled(row))
                        .findOne());
    }

    /** A learner's classes, the one joined last first. */
    public List<Membership> ofLearner(UUID learner) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select " + ClassRows.COLUMNS + """
                        , e.asked_at, e.may_watch, e.may_type, e.may_record
                        from enrolment e join class c on c.id = e.class
                        where e.learner = :learner order by e.enrolled_at desc, c.id""")
                        .bind("learner", learner)
                        .map((row, _) -> new Membership(ClassRows.read(row), consent(row)))
                        .list());
    }

    /**
     * Takes a learner out of one of an instructor's classes. They stay a learner, and keep their work; their personal link of the
     * roster is good no more.
     *
     * @return whether they were in it
     */
    public boolean remove(UUID instructor, UUID taught, UUID learner) {
        boolean removed = database.jdbi().inTransaction(handle -> {
            Optional<TaughtClass> found = ClassRows.find(handle, instructor, taught);
            if (found.isEmpty()
                    || handle.execute("delete from enrolment where class = ? and learner = ?", taught, learner) == 0) {
                return false;
            }
            handle.execute(
                    "update roster_entry set token_hash = null where class = ? and learner = ?", taught, learner);
            AuditLog.note(
                    handle,
                    instructor,
                    AuditAction.LEARNER_REMOVED,
                    handle.createQuery("select name from learner where id = :id")
                            .bind("id", learner)
                            .mapTo(String.class)
                            .one(),
                    Classes.subject(found.get().plan()));
            return true;
        });
        tell(learner);
        return removed;
    }

    /** Tells the learner's id whenever this server has written down that they allow something else, or are out of a class. */
    public void listenToConsent(Consumer<UUID> listener) {
        consentListeners.add(listener);
    }

    private void tell(UUID learner) {
        consentListeners.forEach(listener -> listener.accept(learner));
    }

    /** How many are in one of an instructor's classes; none if they do not teach it. */
    public int count(UUID instructor, UUID taught) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select count(*) from enrolment e join class c on c.id = e.class
                                where c.id = :class and\s""" + ClassRows.TAUGHT)
                        .bind("class", taught)
                        .bind("instructor", instructor)
                        .mapTo(Integer.class)
                        .one());
    }

    /** Whether somebody is in a class, and what they have agreed to there. */
    public Optional<Membership> membership(UUID learner, ClassCode code) {
        return ofLearner(learner).stream()
                .filter(membership -> membership.taught().plan().code().equals(code))
                .findFirst();
    }

    /** How many have joined the class that has this code, whoever teaches it. */
    public int count(ClassCode code) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select count(*) from enrolment e join class c on c.id = e.class where c.code = :code")
                        .bind("code", code.value())
                        .mapTo(Integer.class)
                        .one());
    }

    /**
     * Writes down what a learner lets the instructors of a class do.
     *
     * @param watch see their terminal
     * @param type type in it, too; counts only with {@code watch}
     * @param record keep what their terminal shows
     * @return whether they are in this class
     */
    public boolean consent(UUID learner, UUID taught, boolean watch, boolean type, boolean record) {
        boolean written = database.jdbi()
                .withHandle(handle -> handle.createUpdate("""
                                update enrolment set asked_at = :now, may_watch = :watch, may_type = :type, may_record = :record
                                where class = :class and learner = :learner""")
                                .bind("now", Timestamp.from(clock.instant()))
                                .bind("watch", watch)
                                .bind("type", watch && type)
                                .bind("record", record)
                                .bind("class", taught)
                                .bind("learner", learner)
                                .execute()
                        == 1);
        tell(learner);
        return written;
    }

    private static Enrolled enrolled(ResultSet row) throws SQLException {
        return new Enrolled(
                row.getObject("learner", UUID.class),
                row.getString("name"),
                row.getString("reference"),
                row.getTimestamp("enrolled_at").toInstant(),
                consent(row));
    }

    private static Consent consent(ResultSet row) throws SQLException {
        @Nullable Timestamp askedAt = row.getTimestamp("asked_at");
        return new Consent(
                askedAt == null ? null : askedAt.toInstant(),
                row.getBoolean("may_watch"),
                row.getBoolean("may_type"),
                row.getBoolean("may_record"));
    }

    private sealed interface Door {
        record Open(TaughtClass taught) implements Door {}

        record Shut(Refusal refusal) implements Door {}
    }

    /** A class that a learner is in, and what they have agreed to there. */
    public record Membership(TaughtClass taught, Consent consent) {}

    /** What came of wanting to join a class. */
    public sealed interface Joining {
        /** A new learner, in the class. */
        record AsStranger(TaughtClass taught, Joined joined) implements Joining {}

        /** A learner who was there before is in the class now. */
        record AsLearner(TaughtClass taught) implements Joining {}

        /** Not joined. */
        record Refused(Refusal refusal) implements Joining {}
    }

    /** Why somebody cannot join. */
    public enum Refusal {
        NO_SUCH_CLASS,
        /** It has ended, or was closed. */
        CLASS_OVER,
        /** Every place is taken. */
        CLASS_FULL,
        /** Only who is on the roster joins, by their own link or login. */
        ROSTER_ONLY
    }
}
