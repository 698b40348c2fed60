package dev.packetwalk.progress;

import static dev.packetwalk.progress.LedgerRows.time;

import dev.packetwalk.sandbox.ClassRooms;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.SandboxLedger.Making;
import dev.packetwalk.sandbox.SandboxLedger.Reserved;
import dev.packetwalk.sandbox.SandboxLedger.Reserving;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What is kept for classes, within one transaction. Whatever is written here is written under the engine's lock. */
final class LedgerReservations {
    /** How many sandboxes count for the reservation {@code r}. */
    private static final String COUNTED =
            "(select count(*) from sandbox s where s.engine = r.engine and s.class = r.class"
                    + " and s.recipe = r.recipe and s.state in ('starting', 'warm', 'claimed'))";

    /** Whether a learner is of the class of the reservation {@code r}. */
    private static final String OWN =
            "exists (select from enrolment e where e.class = r.class and e.learner = :learner)";

    private LedgerReservations() {}

    static void replace(Handle sql, String engine, List<Reserved> reservations) {
        LedgerLocks.engine(sql, engine);
        sql.execute("delete from sandbox_reservation where engine = ?", engine);
        for (Reserved one : reservations) {
            // The class may be gone since the caller looked.
            sql.createUpdate("insert into sandbox_reservation (engine, class, recipe, topology, size, until)"
                            + " select :engine, id, :recipe, :topology, :size, :until from class where id = :class"
                            + " on conflict (engine, class, recipe) do update set"
                            + " size = sandbox_reservation.size + excluded.size,"
                            + " until = greatest(sandbox_reservation.until, excluded.until)")
                    .bind("engine", engine)
                    .bind("class", one.classId())
                    .bind("recipe", one.recipe())
                    .bind("topology", one.topology())
                    .bind("size", one.size())
                    .bind("until", time(one.until()))
                    .execute();
        }
    }

    static Reserving step(Handle sql, UUID classId, Making making) {
        // Mostly there is nothing to do, and nobody has to wait for that.
        if (missing(sql, classId, making) <= 0) {
            return new Reserving.Enough();
        }
        LedgerLocks.engine(sql, making.engine());
        if (missing(sql, classId, making) <= 0) {
            return new Reserving.Enough();
        }
        Optional<SandboxId> adopted = adopt(sql, classId, making);
        if (adopted.isPresent()) {
            return new Reserving.Adopted(adopted.get());
        }
        if (PostgresSandboxLedger.count(sql, making.engine(), "true") < making.maximum()) {
            SandboxId id = PostgresSandboxLedger.insert(sql, making);
            keep(sql, id, classId);
            return new Reserving.Make(id);
        }
        return LedgerClaim.evict(sql, making.engine(), "class is null")
                .<Reserving>map(Reserving.MakeRoom::new)
                .orElseGet(Reserving.Full::new);
    }

    /** How many are reserved for a class and not there yet; negative when there are more. */
    static int missing(Handle sql, UUID classId, Making making) {
        return sql.createQuery("select r.size - " + COUNTED + " from sandbox_reservation r where r.engine = :engine"
                        + " and r.class = :class and r.recipe = :recipe and r.until > :now")
                .bind("engine", making.engine())
                .bind("class", classId)
                .bind("recipe", making.recipe())
                .bind("now", time(making.now()))
                .mapTo(int.class)
                .findOne()
                .orElse(0);
    }

    private static Optional<SandboxId> adopt(Handle sql, UUID classId, Making making) {
        return sql.createQuery("update sandbox set class = :class where id = (select id from sandbox"
                        + " where engine = :engine and recipe = :recipe and state = 'warm' and class is null"
                        + " order by made_at limit 1 for update skip locked) returning id")
                .bind("class", classId)
                .bind("engine", making.engine())
                .bind("recipe", making.recipe())
                .map((row, _) -> LedgerRows.id(row))
                .findOne();
    }

    static void keep(Handle sql, SandboxId id, UUID classId) {
        sql.execute("update sandbox set class = ? where id = ?", classId, id.value());
    }

    /** The learner's class that has this recipe reserved now, if there is one. */
    static Optional<UUID> classOf(Handle sql, UUID learner, Making making) {
        return sql.createQuery(
                        "select r.class from sandbox_reservation r where r.engine = :engine and r.recipe = :recipe"
                                + " and r.until > :now and " + OWN + " order by r.until, r.class limit 1")
                .bind("engine", making.engine())
                .bind("recipe", making.recipe())
                .bind("now", time(making.now()))
                .bind("learner", learner)
                .mapTo(UUID.class)
                .findOne();
    }

    /** How much room of an engine is kept for what other classes have reserved, and is not there yet. */
    static int heldBack(Handle sql, String engine, UUID learner, Instant now) {
        return sql.createQuery(
                        "select coalesce(sum(greatest(r.size - " + COUNTED + ", 0)), 0) from sandbox_reservation r"
                                + " where r.engine = :engine and r.until > :now and not " + OWN)
                .bind("engine", engine)
                .bind("now", time(now))
                .bind("learner", learner)
                .mapTo(int.class)
                .one();
    }

    /** A warm sandbox that is kept for a class more than it has reserved now. */
    private record Surplus(SandboxId id, String recipe) {}

    static List<SandboxId> release(Handle sql, String engine, Map<String, Integer> pools, Instant now) {
        boolean any = sql.createQuery(
                        "select exists (select from sandbox where engine = :engine and state = 'warm' and class is not null)")
                .bind("engine", engine)
                .mapTo(boolean.class)
                .one();
        if (!any) {
            return List.of();
        }
        LedgerLocks.engine(sql, engine);
        sql.createUpdate("delete from sandbox_reservation where engine = :engine and until <= :now")
                .bind("engine", engine)
                .bind("now", time(now))
                .execute();
        Map<String, Integer> free = new HashMap<>(pools);
        free.replaceAll((recipe, size) -> size - ofEverybody(sql, engine, recipe));
        List<SandboxId> ended = new ArrayList<>();
        for (Surplus surplus : surplus(sql, engine)) {
            int room = free.getOrDefault(surplus.recipe(), 0);
            if (giveBack(sql, surplus.id(), room > 0)) {
                free.put(surplus.recipe(), room - 1);
                if (room <= 0) {
                    ended.add(surplus.id());
                }
            }
        }
        return ended;
    }

    private static int ofEverybody(Handle sql, String engine, String recipe) {
        return sql.createQuery("select count(*) from sandbox where engine = :engine and recipe = :recipe"
                        + " and state in ('starting', 'warm') and learner is null and class is null")
                .bind("engine", engine)
                .bind("recipe", recipe)
                .mapTo(int.class)
                .one();
    }

    /** Those that learners hold count first, then the oldest. */
    private static List<Surplus> surplus(Handle sql, String engine) {
        return sql.createQuery("select id, recipe from (select s.id, s.recipe, s.state, coalesce(r.size, 0) as size,"
                        + " row_number() over (partition by s.class, s.recipe order by s.state <> 'claimed', s.made_at) as place"
                        + " from sandbox s left join sandbox_reservation r"
                        + " on r.engine = s.engine and r.class = s.class and r.recipe = s.recipe"
                        + " where s.engine = :engine and s.class is not null and s.state in ('starting', 'warm', 'claimed'))"
                        + " as counted where place > size and state = 'warm'")
                .bind("engine", engine)
                .map((row, _) -> new Surplus(LedgerRows.id(row), row.getString("recipe")))
                .list();
    }

    /** To everybody, or to be removed; false when a learner was quicker. */
    private static boolean giveBack(Handle sql, SandboxId id, boolean toEverybody) {
        String change = toEverybody ? "class = null" : "class = null, state = 'ending', reason = 'UNCLAIMED'";
        return sql.createUpdate("update sandbox set " + change + " where id = :id and state = 'warm'")
                        .bind("id", id.value())
                        .execute()
                == 1;
    }

    static ClassRooms rooms(Handle sql, UUID classId, Instant now) {
        return sql.createQuery("select"
                        + " (select coalesce(sum(size), 0) from sandbox_reservation where class = :class and until > :now) as reserved,"
                        + " (select count(*) from sandbox where class = :class and state = 'warm') as ready,"
                        + " (select count(*) from sandbox where class = :class and state = 'claimed') as held")
                .bind("class", classId)
                .bind("now", time(now))
                .map((row, _) -> new ClassRooms(row.getInt("reserved"), row.getInt("ready"), row.getInt("held")))
                .one();
    }
}
