package dev.packetwalk.progress;

import static dev.packetwalk.progress.LedgerRows.time;

import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.SandboxLedger.Decision;
import dev.packetwalk.sandbox.SandboxLedger.Making;
import dev.packetwalk.sandbox.SandboxLedger.State;
import dev.packetwalk.sandbox.SandboxLedger.Wish;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/** Decides about one wish, within one transaction that holds the learner's lock. */
final class LedgerClaim {
    /** Whether a learner is served in turn, or before everyone who waits. */
    enum Turn {
        QUEUED,
        FIRST
    }

    /** Of a sandbox: it is kept for a class of the learner. */
    private static final String OF_THEIR_CLASS =
            "class in (select e.class from enrolment e where e.learner = :learner)";

    private final Handle sql;
    private final Wish wish;
    private final Making making;
    private final Turn turn;
    private @Nullable LedgerLimits limits;
    private boolean classIsKnown;
    private Optional<UUID> reservingClass = Optional.empty();

    LedgerClaim(Handle sql, Wish wish, Turn turn) {
        this.sql = sql;
        this.wish = wish;
        this.making = wish.making();
        this.turn = turn;
    }

    Decision decide() {
        LedgerLocks.learner(sql, wish.learner());
        return alreadyTheirs()
                .or(this::tooMany)
                .or(this::takeReserved)
                .or(this::warmWithoutWaiting)
                .orElseGet(this::inTurn);
    }

    private Optional<Decision> alreadyTheirs() {
        return sql.createQuery("select * from sandbox where learner = :learner and name = :name"
                        + " and state in ('starting', 'claimed')")
                .bind("learner", wish.learner())
                .bind("name", wish.name())
                .map((row, context) -> LedgerRows.state(row) == State.CLAIMED
                        ? new Decision.Held(LedgerRows.lease(row))
                        : (Decision) new Decision.BeingMade(LedgerRows.id(row)))
                .findOne();
    }

    private Optional<Decision> tooMany() {
        int count = sql.createQuery(
                        "select count(*) from sandbox where learner = :learner and state in ('starting', 'claimed')")
                .bind("learner", wish.learner())
                .mapTo(int.class)
                .one();
        if (count < wish.perLearner()) {
            return Optional.empty();
        }
        leaveQueue();
        return Optional.of(new Decision.TooMany(PostgresSandboxLedger.leases(sql, wish.learner())));
    }

    /** The common case, without the engine's lock: nobody is before this learner, and a warm one is there. */
    private Optional<Decision> warmWithoutWaiting() {
        return turn == Turn.QUEUED && someoneWaitsBefore() ? Optional.empty() : takeWarm();
    }

    private boolean someoneWaitsBefore() {
        return sql.createQuery("select exists (select from sandbox_queue where engine = :engine and seen_at >= :expired"
                        + " and ticket < coalesce((select ticket from sandbox_queue"
                        + " where learner = :learner and name = :name), 9223372036854775807))")
                .bind("engine", making.engine())
                .bind("expired", expired())
                .bind("learner", wish.learner())
                .bind("name", wish.name())
                .mapTo(boolean.class)
                .one();
    }

    private Optional<Decision> takeWarm() {
        return take("class is null");
    }

    /** What is kept for their class they need not queue for. */
    private Optional<Decision> takeReserved() {
        return take(OF_THEIR_CLASS);
    }

    private Optional<Decision> take(String which) {
        LedgerLimits limits = limits();
        Optional<Decision> taken = sql.createQuery(
                        "update sandbox set state = 'claimed', learner = :learner, name = :name,"
                                + " claimed_at = :now, idle_ends_at = :idleEnd, hard_ends_at = :hardEnd,"
                                + " idle_seconds = cast(:idle as integer), hard_seconds = cast(:hard as integer),"
                                + " class = coalesce(class, cast(:class as uuid))"
                                + " where id = (select id from sandbox where engine = :engine and recipe = :recipe and state = 'warm'"
                                + " and " + which + " order by made_at limit 1 for update skip locked) returning *")
                .bind("learner", wish.learner())
                .bind("name", wish.name())
                .bind("now", time(wish.terms().now()))
                .bind("idleEnd", time(limits.idleEnd(wish.terms())))
                .bind("hardEnd", time(limits.hardEnd(wish.terms())))
                .bind("idle", limits.idleSeconds())
                .bind("hard", limits.hardSeconds())
                .bind("class", reservingClass().orElse(null))
                .bind("engine", making.engine())
                .bind("recipe", making.recipe())
                .map((row, context) -> (Decision) new Decision.Handed(LedgerRows.lease(row)))
                .findOne();
        taken.ifPresent(decision -> leaveQueue());
        return taken;
    }

    private LedgerLimits limits() {
        if (limits == null) {
            limits = LedgerLimits.of(sql, wish);
        }
        return limits;
    }

    /** The learner's class that has sandboxes of this recipe reserved; what they get counts for it. */
    private Optional<UUID> reservingClass() {
        if (!classIsKnown) {
            classIsKnown = true;
            reservingClass = LedgerReservations.classOf(sql, wish.learner(), making);
        }
        return reservingClass;
    }

    /** Everyone who adds to the engine, or waits for it, one after the other. */
    private Decision inTurn() {
        LedgerLocks.engine(sql, making.engine());
        forgetExpiredPlaces();
        keepPlace();
        int all = PostgresSandboxLedger.count(sql, making.engine(), "true");
        if (all < making.maximum() && reservedAndMissing()) {
            return make();
        }
        int position =
                places("and ticket <= (select ticket from sandbox_queue where learner = :learner and name = :name)");
        int room = making.maximum()
                - all
                - LedgerReservations.heldBack(sql, making.engine(), wish.learner(), making.now());
        int warm = warmForThem();
        if (position > room + warm) {
            return waiting(position);
        }
        return takeWarm().or(() -> room > 0 ? Optional.of(make()) : makeRoom()).orElseGet(() -> waiting(position));
    }

    /** The room is kept for their class: whoever waits in the queue has no claim to it. */
    private boolean reservedAndMissing() {
        return reservingClass()
                .map(id -> LedgerReservations.missing(sql, id, making) > 0)
                .orElse(false);
    }

    /** Whatever is warm and not kept for others: it can be had, or makes room. */
    private int warmForThem() {
        return sql.createQuery("select count(*) from sandbox where engine = :engine and state = 'warm'"
                        + " and (class is null or " + OF_THEIR_CLASS + ")")
                .bind("engine", making.engine())
                .bind("learner", wish.learner())
                .mapTo(int.class)
                .one();
    }

    private Decision waiting(int position) {
        return new Decision.Wait(position, places(""));
    }

    private int places(String condition) {
        var query = sql.createQuery("select count(*) from sandbox_queue where engine = :engine " + condition)
                .bind("engine", making.engine());
        if (!condition.isEmpty()) {
            query.bind("learner", wish.learner()).bind("name", wish.name());
        }
        return query.mapTo(int.class).one();
    }

    private void forgetExpiredPlaces() {
        sql.createUpdate("delete from sandbox_queue where engine = :engine and seen_at < :expired")
                .bind("engine", making.engine())
                .bind("expired", expired())
                .execute();
    }

    private void keepPlace() {
        String ticket = turn == Turn.FIRST
                ? "(select least(coalesce(min(ticket), 0), 0) - 1 from sandbox_queue where engine = :engine)"
                : "nextval(pg_get_serial_sequence('sandbox_queue', 'ticket'))";
        sql.createUpdate(
                        "insert into sandbox_queue (learner, name, engine, ticket, seen_at)"
                                + " values (:learner, :name, :engine, " + ticket + ", :now)"
                                + " on conflict (learner, name) do update set seen_at = excluded.seen_at, engine = excluded.engine")
                .bind("learner", wish.learner())
                .bind("name", wish.name())
                .bind("engine", making.engine())
                .bind("now", time(making.now()))
                .execute();
    }

    private void leaveQueue() {
        PostgresSandboxLedger.leaveQueue(sql, wish.learner(), wish.name());
    }

    private Decision make() {
        SandboxId id = PostgresSandboxLedger.insert(sql, making);
        sql.createUpdate(
                        "update sandbox set learner = :learner, name = :name, class = cast(:class as uuid),"
                                + " idle_seconds = cast(:idle as integer), hard_seconds = cast(:hard as integer) where id = :id")
                .bind("learner", wish.learner())
                .bind("name", wish.name())
                .bind("class", reservingClass().orElse(null))
                .bind("idle", limits().idleSeconds())
                .bind("hard", limits().hardSeconds())
                .bind("id", id.value())
                .execute();
        leaveQueue();
        return new Decision.Make(id);
    }

    /** A warm sandbox of another recipe goes; the learner keeps the first place until it is gone. What is kept for others stays. */
    private Optional<Decision> makeRoom() {
        List<UUID> theirs = sql.createQuery("select class from enrolment where learner = :learner")
                .bind("learner", wish.learner())
                .mapTo(UUID.class)
                .list();
        String own = theirs.isEmpty() ? "class is null" : "(class is null or class = any(:theirs))";
        return evict(sql, making.engine(), own, theirs.toArray(UUID[]::new)).map(Decision.MakeRoom::new);
    }

    /** Marks the oldest warm sandbox of an engine that is not kept for others, everybody's first. */
    static Optional<SandboxId> evict(Handle sql, String engine, String which, UUID... theirs) {
        sql.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return sql.createQuery(
                        "update sandbox set state = 'ending', reason = 'UNCLAIMED' where id = (select id from sandbox"
                                + " where engine = :engine and state = 'warm' and " + which
                                + " order by class is not null, made_at limit 1 for update skip locked)"
                                + " returning id")
                .bind("engine", engine)
                .bind("theirs", theirs)
                .map((row, context) -> LedgerRows.id(row))
                .findOne();
    }

    private OffsetDateTime expired() {
        return time(making.now().minus(making.placeExpiry()));
    }

    /** The lease of a claimed row, for those who need no decision. */
    static Optional<Lease> lease(Handle sql, SandboxId id) {
        return sql.createQuery("select * from sandbox where id = :id and state = 'claimed'")
                .bind("id", id.value())
                .map((row, context) -> LedgerRows.lease(row))
                .findOne();
    }
}
