package dev.packetwalk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.PostgresSandboxLedger;
import dev.packetwalk.progress.TestClasses;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.sandbox.SandboxEngine.Found;
import dev.packetwalk.sandbox.SandboxLedger.Row;
import dev.packetwalk.sandbox.SandboxLedger.State;
import java.io.Serial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The server dies before, or right after, each single thing that it does to the ledger or to the engine. The next start leaves
 * exactly what belongs to someone.
 */
@Timeout(120)
class SandboxesCrashTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Topology PLAIN = Topology.plain("plain");
    private static final Topology DOCKER = new Topology("docker", true, List.of(), "");
    private static final int MAXIMUM = 4;
    private static final int WARM = 2;
    private static final Duration RESERVED_FOR = Duration.ofMinutes(5);

    /** One connection, as everything happens in one thread, and there are hundreds of days to live through. */
    private final Jdbi jdbi = Jdbi.create(connect());

    private final PostgresSandboxLedger ledger = new PostgresSandboxLedger(jdbi);
    private final UUID ada = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private final UUID eve = UUID.randomUUID();
    private final UUID taught = TestClasses.make(jdbi, "lesson");
    private final UUID cara = TestClasses.enrol(jdbi, taught);

    @Test
    void wherever_a_server_dies_the_next_start_leaves_what_belongs_to_someone() throws InterruptedException {
        int deaths = 0;
        for (boolean done : List.of(false, true)) {
            int call = 1;
            while (diesAt(call, done)) {
                call++;
                deaths++;
            }
        }
        assertThat(deaths).as("the day has many moments").isGreaterThan(100);
    }

    /** Lives through a day, up to its end at this call; false if the day had fewer calls. */
    private boolean diesAt(int call, boolean done) throws InterruptedException {
        jdbi.useHandle(sql -> sql.execute("delete from sandbox; delete from sandbox_queue; delete from sandbox_ending;"
                + " delete from sandbox_reservation"));
        FakeSandboxEngine engine = new FakeSandboxEngine();
        TestClock clock = new TestClock();
        Death death = new Death(call, done);
        Map<String, SandboxId> promised = new HashMap<>();
        try {
            liveThroughADay(
                    sandboxes(
                            death.around(SandboxEngine.class, engine),
                            death.around(SandboxLedger.class, ledger),
                            clock),
                    clock.instant().plus(RESERVED_FOR),
                    promised);
        } catch (Killed | SandboxUnavailableException e) {
            // The latter when it died in the background, which whoever waited for that takes for a failure.
            assertThat(death.last).isNotEmpty();
        }

        // The class has begun, and whoever waited in the queue does not wait any more.
        clock.advance(RESERVED_FOR);
        ledger.leaveQueue(bob, "bob");
        ledger.leaveQueue(eve, "eve");
        Sandboxes next = sandboxes(engine, ledger, clock);
        next.upkeepOnce();
        next.upkeepOnce();

        String moment = (done ? "after" : "before") + " call " + call + ": " + death.last;
        promised.forEach((whose, id) -> assertThat(ledger.lease(id))
                .as("%s: %s keeps the sandbox", moment, whose)
                .isPresent());
        List<Row> rows = ledger.rows(engine.name());
        assertThat(rows)
                .as("%s: nothing half-made", moment)
                .allMatch(row -> row.state() == State.WARM || row.state() == State.CLAIMED);
        assertThat(engine.list()).as("%s: nothing broken", moment).allMatch(Found::whole);
        assertThat(engine.ids())
                .as("%s: nothing left over, nothing missing", moment)
                .isEqualTo(rows.stream().map(Row::id).collect(Collectors.toSet()));
        assertThat(rows.stream().filter(row -> row.state() == State.WARM))
                .as("%s: the pool is as full as there is room", moment)
                .hasSize(Math.min(
                        WARM,
                        MAXIMUM
                                - (int) rows.stream()
                                        .filter(row -> row.state() == State.CLAIMED)
                                        .count()));
        assertThat(engine.most()).as(moment).isLessThanOrEqualTo(MAXIMUM);
        return !death.last.isEmpty();
    }

    private static Connection connect() {
        try {
            return DATABASE.dataSource().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A class's reservation, warm and cold claims, a full house, a reset, a release; what learners were told they have is noted. */
    private void liveThroughADay(Sandboxes sandboxes, Instant classBegins, Map<String, SandboxId> promised)
            throws InterruptedException {
        sandboxes.upkeepOnce();

        // A class takes over a warm one, another is made for it, and a learner of the class has one of them.
        sandboxes.classes().reserve(List.of(new Reservation(taught, PLAIN, 2, classBegins)));
        sandboxes.upkeepOnce();
        claim(sandboxes, cara, "cara", PLAIN, promised);
        SandboxId caras = promised.remove("cara");
        assertThat(caras).isNotNull();
        sandboxes.release(caras);
        sandboxes.upkeepOnce();
        sandboxes.classes().reserve(List.of(new Reservation(taught, PLAIN, 1, classBegins)));
        sandboxes.upkeepOnce();
        sandboxes.classes().reserve(List.of());
        sandboxes.upkeepOnce();
        claim(sandboxes, ada, "ada", PLAIN, promised);
        claim(sandboxes, bob, "bob", DOCKER, promised);
        sandboxes.upkeepOnce();

        // Room is made by a warm one of the other topology.
        claim(sandboxes, eve, "eve", DOCKER, promised);

        SandboxId adas = promised.remove("ada");
        assertThat(adas).isNotNull();
        Claim reset = sandboxes.reset(adas, PLAIN);
        if (reset instanceof Claim.Granted(Lease lease, boolean fresh)) {
            promised.put("ada", lease.id());
        }
        SandboxId bobs = promised.remove("bob");
        assertThat(bobs).isNotNull();
        sandboxes.release(bobs);
        sandboxes.upkeepOnce();
    }

    private static void claim(
            Sandboxes sandboxes, UUID learner, String name, Topology topology, Map<String, SandboxId> promised) {
        if (sandboxes.claim(learner, name, topology) instanceof Claim.Granted(Lease lease, boolean fresh)) {
            promised.put(name, lease.id());
        }
    }

    private static Sandboxes sandboxes(SandboxEngine engine, SandboxLedger ledger, TestClock clock) {
        SandboxSettings defaults = SandboxSettings.defaults("server", List.of(new SandboxSettings.Pool(PLAIN, WARM)));
        SandboxSettings settings = new SandboxSettings(
                defaults.server(),
                defaults.pools(),
                MAXIMUM,
                defaults.perLearner(),
                defaults.idleLimit(),
                defaults.warning(),
                defaults.extension(),
                defaults.hardLimit(),
                defaults.placeExpiry(),
                defaults.startLimit());
        return new Sandboxes(engine, ledger, settings, clock, new InlineExecutor());
    }

    /** The end of a process: nothing catches it, and after it nothing is done any more. */
    private static final class Killed extends Error {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    /** Counts the calls, and ends the process before or after one of them. */
    private static final class Death {
        private final int call;
        private final boolean done;
        private int count;
        private String last = "";

        Death(int call, boolean done) {
            this.call = call;
            this.done = done;
        }

        <T> T around(Class<T> port, T real) {
            return port.cast(Proxy.newProxyInstance(
                    port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                        count++;
                        if (count > call || (count == call && !done)) {
                            note(method.getName());
                            throw new Killed();
                        }
                        Object result;
                        try {
                            result = method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                        if (count == call) {
                            note(method.getName());
                            throw new Killed();
                        }
                        return result;
                    }));
        }

        private void note(String name) {
            if (count == call) {
                last = name;
            }
        }
    }
}
