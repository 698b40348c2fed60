package dev.packetwalk.progress;

import static dev.packetwalk.progress.LedgerRows.time;

import dev.packetwalk.sandbox.Census;
import dev.packetwalk.sandbox.ClassRooms;
import dev.packetwalk.sandbox.Ending;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.QueuePlace;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.SandboxLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/** The ledger of sandboxes in PostgreSQL. See {@link LedgerLocks} for what waits for what. */
public final class PostgresSandboxLedger implements SandboxLedger {
    /** A learner of no class. */
    private static final UUID NOBODY = new UUID(0, 0);

    /** For how long pages can say how a sandbox ended. */
    public static final Duration ENDINGS_KEPT = Duration.ofDays(1);

    private final Jdbi jdbi;

    public PostgresSandboxLedger(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public UUID installation() {
        return jdbi.withHandle(sql ->
                sql.createQuery("select id from installation").mapTo(UUID.class).one());
    }

    @Override
    public Decision claim(Wish wish) {
        return jdbi.inTransaction(sql -> new LedgerClaim(sql, wish, LedgerClaim.Turn.QUEUED).decide());
    }

    @Override
    public Optional<Decision> replace(SandboxId id, Wish wish) {
        return jdbi.inTransaction(sql -> {
            LedgerLocks.learner(sql, wish.learner());
            LedgerLocks.engine(sql, wish.making().engine());
            boolean theirs = LedgerClaim.lease(sql, id)
                    .filter(lease -> lease.learner().equals(wish.learner()))
                    .filter(lease -> lease.name().equals(wish.name()))
                    .isPresent();
            if (!theirs || !end(sql, id, Ending.Reason.RESET, "", wish.terms().now())) {
                return Optional.empty();
            }
            return Optional.of(new LedgerClaim(sql, wish, LedgerClaim.Turn.FIRST).decide());
        });
    }

    @Override
    public void leaveQueue(UUID learner, String name) {
        jdbi.useHandle(sql -> leaveQueue(sql, learner, name));
    }

    static void leaveQueue(Handle sql, UUID learner, String name) {
        sql.createUpdate("delete from sandbox_queue where learner = :learner and name = :name")
                .bind("learner", learner)
                .bind("name", name)
                .execute();
    }

    @Override
    public Optional<SandboxId> reserve(Making making, int size) {
        return jdbi.inTransaction(sql -> {
            LedgerLocks.engine(sql, making.engine());
            int alike = sql.createQuery("select count(*) from sandbox where engine = :engine and recipe = :recipe"
                            + " and state in ('starting', 'warm') and learner is null and class is null")
                    .bind("engine", making.engine())
                    .bind("recipe", making.recipe())
                    .mapTo(int.class)
                    .one();
            boolean wanted = alike < size
                    && count(sql, making.engine(), "true")
                                    + LedgerReservations.heldBack(sql, making.engine(), NOBODY, making.now())
                            < making.maximum()
                    && waiting(sql, making.engine(), making.now().minus(making.placeExpiry())) == 0;
            return wanted ? Optional.of(insert(sql, making)) : Optional.empty();
        });
    }

    @Override
    public void keepFor(String engine, List<Reserved> reservations) {
        jdbi.useTransaction(sql -> LedgerReservations.replace(sql, engine, reservations));
    }

    @Override
    public Reserving reserveFor(UUID classId, Making making) {
        return jdbi.inTransaction(sql -> LedgerReservations.step(sql, classId, making));
    }

    @Override
    public List<SandboxId> releaseReserved(String engine, Map<String, Integer> pools, Instant now) {
        return jdbi.inTransaction(sql -> LedgerReservations.release(sql, engine, pools, now));
    }

    @Override
    public ClassRooms rooms(UUID classId, Instant now) {
        return jdbi.withHandle(sql -> LedgerReservations.rooms(sql, classId, now));
    }

    @Override
    public List<QueuePlace> places(UUID classId, Instant seenSince) {
        return jdbi.withHandle(sql -> LedgerQueue.places(sql, classId, seenSince));
    }

    @Override
    public int moveUp(UUID classId, Optional<UUID> learner, Instant seenSince) {
        return jdbi.inTransaction(sql -> LedgerQueue.moveUp(sql, classId, learner, seenSince));
    }

    static SandboxId insert(Handle sql, Making making) {
        SandboxId id = SandboxId.random();
        sql.createUpdate("insert into sandbox (id, engine, server, topology, recipe, state, made_at, start_by)"
                        + " values (:id, :engine, :server, :topology, :recipe, 'starting', :now, :startBy)")
                .bind("id", id.value())
                .bind("engine", making.engine())
                .bind("server", making.server())
                .bind("topology", making.topology())
                .bind("recipe", making.recipe())
                .bind("now", time(making.now()))
                .bind("startBy", time(making.startBy()))
                .execute();
        return id;
    }

    @Override
    public State started(SandboxId id, Terms terms) {
        return jdbi.inTransaction(sql -> sql.createQuery("update sandbox set"
                        + " state = case when learner is null then 'warm' else 'claimed' end,"
                        + " claimed_at = case when learner is null then null else cast(:now as timestamptz) end,"
                        + " idle_ends_at = case when learner is null then null else least("
                        + "coalesce(cast(:now as timestamptz) + make_interval(secs => idle_seconds), :idleEnd),"
                        + " coalesce(cast(:now as timestamptz) + make_interval(secs => hard_seconds), :hardEnd)) end,"
                        + " hard_ends_at = case when learner is null then null else"
                        + " coalesce(cast(:now as timestamptz) + make_interval(secs => hard_seconds), :hardEnd) end"
                        + " where id = :id and state = 'starting' returning state")
                .bind("id", id.value())
                .bind("now", time(terms.now()))
                .bind("idleEnd", time(terms.idleEnd()))
                .bind("hardEnd", time(terms.hardEnd()))
                .map((row, context) -> LedgerRows.state(row))
                .findOne()
                .orElse(State.ENDING));
    }

    @Override
    public boolean end(SandboxId id, Ending.Reason reason, String detail, Instant now) {
        return jdbi.inTransaction(sql -> end(sql, id, reason, detail, now));
    }

    private static boolean end(Handle sql, SandboxId id, Ending.Reason reason, String detail, Instant now) {
        LedgerLocks.endings(sql);
        return !sql.createQuery(ending("id = :id", "cast(:reason as text)"))
                .bind("id", id.value())
                .bind("reason", reason.name())
                .bind("detail", detail)
                .bind("now", time(now))
                .map((row, context) -> LedgerRows.id(row))
                .list()
                .isEmpty();
    }

    /** Marks rows, and tells of those that were somebody's: only a claimed row has a time at which it was claimed. */
    private static String ending(String condition, String reason) {
        return "with ended as (update sandbox set state = 'ending', reason = " + reason
                + " where state <> 'ending' and " + condition + " returning *),"
                + " told as (insert into sandbox_ending (sandbox, learner, name, reason, detail, ended_at)"
                + " select id, learner, name, reason, cast(:detail as text), cast(:now as timestamptz) from ended"
                + " where claimed_at is not null) select id from ended";
    }

    @Override
    public List<SandboxId> endExpired(String engine, Instant now) {
        String due = "engine = :engine and ((state = 'starting' and start_by < :now)"
                + " or (state = 'claimed' and idle_ends_at <= :now))";
        String reason = "case when state = 'starting' then 'NOT_STARTED' when hard_ends_at <= :now then 'HARD_LIMIT'"
                + " else 'IDLE' end";
        return endAll(engine, now, due, reason, Map.of());
    }

    @Override
    public List<SandboxId> endUnfinished(String engine, String server, Instant started) {
        String due = "engine = :engine and server = :server and state = 'starting' and made_at < :now";
        return endAll(engine, started, due, "'NOT_STARTED'", Map.of("server", server));
    }

    @Override
    public List<SandboxId> endOutdated(String engine, List<String> recipes, Instant now) {
        String due = "engine = :engine and state = 'warm' and class is null and not (recipe = any(:recipes))";
        return endAll(engine, now, due, "'UNCLAIMED'", Map.of("recipes", recipes.toArray(String[]::new)));
    }

    /** Looks first without a lock: mostly there is nothing to end. */
    private List<SandboxId> endAll(String engine, Instant now, String due, String reason, Map<String, ?> parameters) {
        return jdbi.inTransaction(sql -> {
            // Each caller's condition uses some of these.
            sql.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
            boolean any = sql.createQuery("select exists (select from sandbox where " + due + ")")
                    .bind("engine", engine)
                    .bind("now", time(now))
                    .bindMap(parameters)
                    .mapTo(boolean.class)
                    .one();
            if (!any) {
                return List.of();
            }
            LedgerLocks.endings(sql);
            String locked = "id in (select id from sandbox where " + due + " for update skip locked)";
            return sql.createQuery(ending(locked, reason))
                    .bind("engine", engine)
                    .bind("now", time(now))
                    .bind("detail", "")
                    .bindMap(parameters)
                    .map((row, context) -> LedgerRows.id(row))
                    .list();
        });
    }

    @Override
    public void removed(SandboxId id) {
        jdbi.useHandle(sql -> sql.createUpdate("delete from sandbox where id = :id and state = 'ending'")
                .bind("id", id.value())
                .execute());
    }

    @Override
    public List<Row> rows(String engine) {
        return jdbi.withHandle(sql -> sql.createQuery("select * from sandbox where engine = :engine order by made_at")
                .bind("engine", engine)
                .map((row, context) -> LedgerRows.row(row))
                .list());
    }

    @Override
    public Optional<Lease> lease(SandboxId id) {
        return jdbi.withHandle(sql -> LedgerClaim.lease(sql, id));
    }

    @Override
    public Optional<Lease> lease(UUID learner, String name) {
        return jdbi.withHandle(sql -> sql.createQuery(
                        "select * from sandbox where learner = :learner and name = :name and state = 'claimed'")
                .bind("learner", learner)
                .bind("name", name)
                .map((row, context) -> LedgerRows.lease(row))
                .findOne());
    }

    @Override
    public List<Lease> leases(UUID learner) {
        return jdbi.withHandle(sql -> leases(sql, learner));
    }

    static List<Lease> leases(Handle sql, UUID learner) {
        return sql.createQuery(
                        "select * from sandbox where learner = :learner and state = 'claimed' order by idle_ends_at, claimed_at")
                .bind("learner", learner)
                .map((row, context) -> LedgerRows.lease(row))
                .list();
    }

    @Override
    public List<Lease> leasesOf(String engine) {
        return jdbi.withHandle(
                sql -> sql.createQuery("select * from sandbox where engine = :engine and state = 'claimed'")
                        .bind("engine", engine)
                        .map((row, context) -> LedgerRows.lease(row))
                        .list());
    }

    @Override
    public List<Lease> leasesEnding(String engine, Instant now, Duration warning) {
        return jdbi.withHandle(sql -> sql.createQuery(
                        "select * from sandbox where engine = :engine and state = 'claimed' and"
                                + " idle_ends_at <= cast(:now as timestamptz) + make_interval(secs => least(:warning, idle_seconds / 3))")
                .bind("engine", engine)
                .bind("now", time(now))
                .bind("warning", warning.toSeconds())
                .map((row, context) -> LedgerRows.lease(row))
                .list());
    }

    @Override
    public Optional<Lease> keepUntil(SandboxId id, Instant idleEnd) {
        return jdbi.inTransaction(sql -> sql.createQuery("update sandbox set idle_ends_at ="
                        + " least(greatest(idle_ends_at, :idleEnd), hard_ends_at)"
                        + " where id = :id and state = 'claimed' returning *")
                .bind("id", id.value())
                .bind("idleEnd", time(idleEnd))
                .map((row, context) -> LedgerRows.lease(row))
                .findOne());
    }

    @Override
    public void touched(SandboxId id, Instant at, Duration idleLimit) {
        jdbi.useHandle(
                sql -> sql.createUpdate("update sandbox set idle_ends_at = least(hard_ends_at, greatest(idle_ends_at,"
                                + " cast(:at as timestamptz) + make_interval(secs => coalesce(idle_seconds, :idle))))"
                                + " where id = :id and state = 'claimed'")
                        .bind("id", id.value())
                        .bind("at", time(at))
                        .bind("idle", idleLimit.toSeconds())
                        .execute());
    }

    @Override
    public Optional<Lease> prolong(SandboxId id, Duration by, Duration longestLife, Instant now) {
        return jdbi.inTransaction(sql -> sql.createQuery("with ends as (select id as of, greatest(hard_ends_at,"
                        + " least(hard_ends_at + make_interval(secs => :by), claimed_at + make_interval(secs => :most))) as hard"
                        + " from sandbox where id = :id and state = 'claimed' for update)"
                        + " update sandbox set hard_ends_at = hard, idle_ends_at = least(hard,"
                        + " greatest(idle_ends_at, cast(:now as timestamptz) + make_interval(secs => :by)))"
                        + " from ends where id = of returning sandbox.*")
                .bind("id", id.value())
                .bind("by", by.toSeconds())
                .bind("most", longestLife.toSeconds())
                .bind("now", time(now))
                .map((row, _) -> LedgerRows.lease(row))
                .findOne());
    }

    @Override
    public List<Ending> endingsAfter(long sequence, Instant now) {
        return jdbi.inTransaction(sql -> {
            sql.createUpdate("delete from sandbox_ending where ended_at < :old")
                    .bind("old", time(now.minus(ENDINGS_KEPT)))
                    .execute();
            return sql.createQuery("select * from sandbox_ending where sequence > :after order by sequence limit 1000")
                    .bind("after", sequence)
                    .map((row, context) -> LedgerRows.ending(row))
                    .list();
        });
    }

    @Override
    public long lastEnding() {
        return jdbi.withHandle(sql -> sql.createQuery("select coalesce(max(sequence), 0) from sandbox_ending")
                .mapTo(long.class)
                .one());
    }

    @Override
    public Optional<Ending> ending(UUID learner, String name) {
        return jdbi.withHandle(
                sql -> sql.createQuery("select * from sandbox_ending where learner = :learner and name = :name"
                                + " order by sequence desc limit 1")
                        .bind("learner", learner)
                        .bind("name", name)
                        .map((row, context) -> LedgerRows.ending(row))
                        .findOne());
    }

    @Override
    public Census census(String engine, Instant now, Duration placeExpiry) {
        return jdbi.withHandle(sql -> {
            Map<State, Integer> counts = new EnumMap<>(State.class);
            sql.createQuery("select state, count(*) as number from sandbox where engine = :engine group by state")
                    .bind("engine", engine)
                    .map((row, context) -> Map.entry(LedgerRows.state(row), row.getInt("number")))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return new Census(
                    counts.getOrDefault(State.STARTING, 0),
                    counts.getOrDefault(State.WARM, 0),
                    counts.getOrDefault(State.CLAIMED, 0),
                    counts.getOrDefault(State.ENDING, 0),
                    waiting(sql, engine, now.minus(placeExpiry)));
        });
    }

    static int count(Handle sql, String engine, String condition) {
        return sql.createQuery("select count(*) from sandbox where engine = :engine and " + condition)
                .bind("engine", engine)
                .mapTo(int.class)
                .one();
    }

    private static int waiting(Handle sql, String engine, Instant seenSince) {
        return sql.createQuery("select count(*) from sandbox_queue where engine = :engine and seen_at >= :since")
                .bind("engine", engine)
                .bind("since", time(seenSince))
                .mapTo(int.class)
                .one();
    }
}
