package dev.packetwalk.progress;

import static dev.packetwalk.progress.LedgerRows.time;

import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.SandboxLedger.Decision;
import dev.packetwalk.sandbox.SandboxLedger.Making;
import dev.packetwalk.sandbox.SandboxLedger.State;
import dev.packetwalk.sandbox.SandboxLedger.Wish;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Decides about one wish, within one transaction that holds the learner's lock. */
final class LedgerClaim {
    /** Whether a learner is served in turn, or before everyone who waits. */
    enum Turn {
        QUEUED,
        FIRST
    }

    private final Handle sql;
    private final Wish wish;
    private final Making making;
    private final Turn turn;

    LedgerClaim(Handle sql, Wish wish, Turn turn) {
        this.sql = sql;
        this.wish = wish;
        this.making = wish.making();
        this.turn = turn;
    }

    Decision decide() {
        LedgerLocks.learner(sql, wish.learner());
        return alreadyTheirs().or(this::tooMany).or(this::warmWithoutWaiting).orElseGet(this::inTurn);
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
        Optional<Decision> taken = sql.createQuery(
                        "update sandbox set state = 'claimed', learner = :learner, name = :name,"
                                + " claimed_at = :now, idle_ends_at = :idleEnd, hard_ends_at = :hardEnd"
                                + " where id = (select id from sandbox where engine = :engine and recipe = :recipe and state = 'warm'"
                                + " order by made_at limit 1 for update skip locked) returning *")
                .bind("learner", wish.learner())
                .bind("name", wish.name())
                .bind("now", time(wish.terms().now()))
                .bind("idleEnd", time(wish.terms().idleEnd()))
                .bind("hardEnd", time(wish.terms().hardEnd()))
                .bind("engine", making.engine())
                .bind("recipe", making.recipe())
                .map((row, context) -> (Decision) new Decision.Handed(LedgerRows.lease(row)))
                .findOne();
        taken.ifPresent(decision -> leaveQueue());
        return taken;
    }

    /** Everyone who adds to the engine, or waits for it, one after the other. */
    private Decision inTurn() {
        LedgerLocks.engine(sql, making.engine());
        forgetExpiredPlaces();
        keepPlace();
        int position =
                places("and ticket <= (select ticket from sandbox_queue where learner = :learner and name = :name)");
        int room = making.maximum() - PostgresSandboxLedger.count(sql, making.engine(), "true");
        int warm = PostgresSandboxLedger.count(sql, making.engine(), "state = 'warm'");
        if (position > room + warm) {
            return waiting(position);
        }
        return takeWarm().or(() -> room > 0 ? Optional.of(make()) : makeRoom()).orElseGet(() -> waiting(position));
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
        sql.createUpdate("update sandbox set learner = :learner, name = :name where id = :id")
                .bind("learner", wish.learner())
                .bind("name", wish.name())
                .bind("id", id.value())
                .execute();
        leaveQueue();
        return new Decision.Make(id);
    }

    /** A warm sandbox of another recipe goes; the learner keeps the first place until it is gone. */
    private Optional<Decision> makeRoom() {
        return sql.createQuery(
                        "update sandbox set state = 'ending', reason = 'UNCLAIMED' where id = (select id from sandbox"
                                + " where engine = :engine and state = 'warm' order by made_at limit 1 for update skip locked)"
                                + " returning id")
                .bind("engine", making.engine())
                .map((row, context) -> (Decision) new Decision.MakeRoom(LedgerRows.id(row)))
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
