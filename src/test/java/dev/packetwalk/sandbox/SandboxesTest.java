package dev.packetwalk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.progress.PostgresSandboxLedger;
import dev.packetwalk.progress.TestClasses;
import dev.packetwalk.progress.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What learners get, with an engine in memory and rows in a real PostgreSQL. */
@Timeout(60)
class SandboxesTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Topology PLAIN = Topology.plain("plain");
    private static final Topology DOCKER = new Topology("docker", true, List.of(), "");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeSandboxEngine engine = new FakeSandboxEngine();
    private final PostgresSandboxLedger ledger = new PostgresSandboxLedger(DATABASE.jdbi());
    private final TestClock clock = new TestClock();
    private final List<LeaseEvent> heard = new ArrayList<>();
    private final UUID ada = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private Sandboxes sandboxes = sandboxes(1, 3);

    @BeforeEach
    void fill() throws InterruptedException {
        sandboxes.listen(heard::add);
        sandboxes.upkeepOnce();
    }

    @AfterEach
    void empty() {
        sandboxes.close();
        DATABASE.jdbi()
                .useHandle(
                        sql -> sql.execute(
                                "delete from sandbox; delete from sandbox_queue; delete from sandbox_ending; delete from sandbox_reservation"));
    }

    @Test
    void the_pool_is_filled_and_filled_again_after_a_claim() throws InterruptedException {
        assertThat(sandboxes.census()).isEqualTo(new Census(0, 1, 0, 0, 0));
        Lease lease = granted(sandboxes.claim(ada, "a", PLAIN));
        assertThat(sandboxes.claim(ada, "a", PLAIN)).isEqualTo(new Claim.Granted(lease, false));
        sandboxes.upkeepOnce();
        assertThat(sandboxes.census()).isEqualTo(new Census(0, 1, 1, 0, 0));
        assertThat(engine.ids()).hasSize(2).contains(lease.id());
    }

    @Test
    void a_topology_without_a_pool_is_made_when_asked_for() {
        Lease lease = granted(sandboxes.claim(ada, "a", DOCKER));
        assertThat(lease.topology()).isEqualTo("docker");
        assertThat(engine.list()).contains(new SandboxEngine.Found(lease.id(), "docker", true));
    }

    @Test
    void a_warm_sandbox_of_another_topology_gives_way() {
        granted(sandboxes.claim(ada, "a", DOCKER));
        granted(sandboxes.claim(bob, "b", DOCKER));
        assertThat(engine.ids()).hasSize(3);

        granted(sandboxes.claim(UUID.randomUUID(), "c", DOCKER));

        assertThat(sandboxes.census()).isEqualTo(new Census(0, 0, 3, 0, 0));
        assertThat(engine.most()).isEqualTo(3);
    }

    @Test
    void a_full_house_is_a_queue_and_a_release_serves_the_first() {
        Lease adas = granted(sandboxes.claim(ada, "a", PLAIN));
        granted(sandboxes.claim(bob, "b", PLAIN));
        granted(sandboxes.claim(UUID.randomUUID(), "c", PLAIN));
        UUID eve = UUID.randomUUID();
        assertThat(sandboxes.claim(eve, "e", PLAIN)).isEqualTo(new Claim.Queued(1, 1));

        sandboxes.release(adas.id());

        granted(sandboxes.claim(eve, "e", PLAIN));
        assertThat(engine.most()).isEqualTo(3);
        assertThat(engine.ids()).doesNotContain(adas.id());
    }

    @Test
    void a_reset_gives_another_sandbox_even_in_a_full_house() {
        Lease adas = granted(sandboxes.claim(ada, "a", PLAIN));
        granted(sandboxes.claim(bob, "b", PLAIN));
        granted(sandboxes.claim(bob, "c", PLAIN));
        sandboxes.claim(UUID.randomUUID(), "waits", PLAIN);

        Lease fresh = granted(sandboxes.reset(adas.id(), PLAIN));

        assertThat(fresh.id()).isNotEqualTo(adas.id());
        assertThat(fresh.name()).isEqualTo("a");
        assertThat(engine.ids()).contains(fresh.id()).doesNotContain(adas.id());
        assertThat(engine.most()).isEqualTo(3);
    }

    @Test
    void a_reset_of_what_is_gone_is_refused() {
        assertThatThrownBy(() -> sandboxes.reset(SandboxId.random(), PLAIN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void who_does_nothing_is_warned_and_then_loses_the_sandbox() throws InterruptedException {
        Lease lease = granted(sandboxes.claim(ada, "a", PLAIN));
        clock.advance(Duration.ofMinutes(41));
        sandboxes.upkeepOnce();
        sandboxes.upkeepOnce();
        assertThat(heard).containsExactly(new LeaseEvent.Warned(lease, lease.idleEndsAt(), true));

        clock.advance(Duration.ofMinutes(5));
        sandboxes.upkeepOnce();

        assertThat(heard).last().isInstanceOfSatisfying(LeaseEvent.Ended.class, ended -> {
            assertThat(ended.ending().id()).isEqualTo(lease.id());
            assertThat(ended.ending().reason()).isEqualTo(Ending.Reason.IDLE);
        });
        assertThat(sandboxes.lease(ada, "a")).isEmpty();
        assertThat(sandboxes.ending(ada, "a")).isPresent();
        assertThat(engine.ids()).doesNotContain(lease.id());
    }

    @Test
    void typing_and_extending_put_the_end_off_up_to_the_hard_limit() throws IOException {
        Lease lease = granted(sandboxes.claim(ada, "a", PLAIN));
        clock.advance(Duration.ofMinutes(30));
        try (TerminalStream terminal = sandboxes.attach(lease.id(), new TerminalName("t1"), TerminalSize.DEFAULT)) {
            terminal.write(new byte[] {'x'}, 0, 1);
        }
        assertThat(sandboxes.lease(lease.id()).orElseThrow().idleEndsAt())
                .isAfter(lease.idleEndsAt().plus(Duration.ofMinutes(29)));
        clock.advance(Duration.ofHours(7).plusMinutes(20));
        assertThat(sandboxes.extend(lease.id()).orElseThrow().idleEndsAt()).isEqualTo(lease.hardEndsAt());
    }

    @Test
    void what_uses_too_much_is_removed_with_a_reason() throws InterruptedException {
        Lease lease = granted(sandboxes.claim(ada, "a", PLAIN));
        engine.overuse(lease.id(), "its files took 600 MiB");
        sandboxes.upkeepOnce();
        assertThat(engine.ids()).doesNotContain(lease.id());
        assertThat(sandboxes.ending(ada, "a").orElseThrow())
                .extracting(Ending::reason, Ending::detail)
                .containsExactly(Ending.Reason.OVERUSE, "its files took 600 MiB");
    }

    @Test
    void what_stopped_by_itself_is_ended_and_strays_are_removed() throws InterruptedException {
        Lease lease = granted(sandboxes.claim(ada, "a", PLAIN));
        SandboxId stray = SandboxId.random();
        engine.create(stray, PLAIN);
        engine.breakApart(lease.id());

        sandboxes.upkeepOnce();

        assertThat(engine.ids()).doesNotContain(lease.id(), stray);
        assertThat(sandboxes.ending(ada, "a").orElseThrow().reason()).isEqualTo(Ending.Reason.BROKEN);
    }

    @Test
    void an_engine_that_fails_is_an_error_and_leaves_nothing() throws InterruptedException {
        granted(sandboxes.claim(ada, "a", PLAIN));
        engine.failToCreate(true);
        assertThatThrownBy(() -> sandboxes.claim(bob, "b", DOCKER)).isInstanceOf(SandboxUnavailableException.class);
        assertThat(engine.ids()).hasSize(1);
        assertThat(sandboxes.lease(bob, "b")).isEmpty();

        engine.failToCreate(false);
        sandboxes.upkeepOnce();
        assertThat(sandboxes.census()).isEqualTo(new Census(0, 1, 1, 0, 0));
        granted(sandboxes.claim(bob, "b", DOCKER));
    }

    @Test
    void warm_sandboxes_of_older_images_are_replaced_at_the_next_start() throws InterruptedException {
        SandboxId old = engine.ids().iterator().next();
        engine.upgrade("2");
        sandboxes.close();
        sandboxes = sandboxes(1, 3);
        sandboxes.upkeepOnce();
        assertThat(engine.ids()).hasSize(1).doesNotContain(old);
    }

    @Test
    void a_restart_adopts_what_belongs_to_someone() throws InterruptedException {
        Lease lease = granted(sandboxes.claim(ada, "a", PLAIN));
        sandboxes.close();
        sandboxes = sandboxes(1, 3);
        sandboxes.upkeepOnce();
        assertThat(sandboxes.claim(ada, "a", PLAIN)).isEqualTo(new Claim.Granted(lease, false));
    }

    @Test
    void what_a_class_has_reserved_is_made_kept_across_a_restart_and_given_back() throws InterruptedException {
        UUID taught = TestClasses.make(DATABASE.jdbi(), "lesson");
        UUID cara = TestClasses.enrol(DATABASE.jdbi(), taught);
        Instant until = clock.instant().plus(Duration.ofMinutes(30));
        sandboxes.classes().reserve(List.of(new Reservation(taught, PLAIN, 2, until)));
        sandboxes.upkeepOnce();
        assertThat(sandboxes.classes().rooms(taught)).isEqualTo(new ClassRooms(2, 2, 0));

        sandboxes.close();
        sandboxes = sandboxes(1, 3);
        sandboxes.upkeepOnce();
        assertThat(sandboxes.classes().rooms(taught)).isEqualTo(new ClassRooms(2, 2, 0));
        granted(sandboxes.claim(ada, "a", PLAIN));
        assertThat(sandboxes.claim(bob, "b", PLAIN)).isEqualTo(new Claim.Queued(1, 1));
        granted(sandboxes.claim(cara, "lesson/c", PLAIN));

        sandboxes.leaveQueue(bob, "b");
        clock.advance(Duration.ofMinutes(31));
        sandboxes.upkeepOnce();
        assertThat(sandboxes.classes().rooms(taught)).isEqualTo(new ClassRooms(0, 0, 1));
        granted(sandboxes.claim(bob, "b", PLAIN));
    }

    @Test
    void an_instructor_prolongs_what_a_learner_cannot() {
        Lease lease = granted(sandboxes.claim(ada, "a", PLAIN));
        clock.advance(Duration.ofMinutes(40));
        Lease prolonged =
                sandboxes.classes().prolong(lease.id(), Duration.ofHours(2)).orElseThrow();
        assertThat(prolonged.hardEndsAt()).isEqualTo(lease.hardEndsAt().plus(Duration.ofHours(2)));
        assertThat(prolonged.idleEndsAt())
                .isBetween(
                        clock.instant().plus(Duration.ofMinutes(119)),
                        clock.instant().plus(Duration.ofHours(2)));
        assertThat(sandboxes
                        .classes()
                        .prolong(lease.id(), Duration.ofDays(3))
                        .orElseThrow()
                        .hardEndsAt())
                .isEqualTo(lease.claimedAt().plus(Duration.ofHours(16)));
        assertThatThrownBy(() -> sandboxes.classes().prolong(lease.id(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_keeper_is_shared_and_reconnects_until_the_sandbox_ends() throws Exception {
        Lease lease = granted(sandboxes.claim(ada, "a", PLAIN));
        Keeper keeper = sandboxes.keeper(lease.id());
        assertThat(sandboxes.keeper(lease.id())).isSameAs(keeper);
        Queue<KeeperEvent> events = new ConcurrentLinkedQueue<>();
        keeper.listen(events::add);
        keeper.ping();

        engine.changeRules(lease.id());
        engine.cutConnections(lease.id());
        await().atMost(PATIENCE).until(() -> events.contains(new KeeperEvent.Gap()));
        keeper.ping();
        engine.changeRules(lease.id());
        await().atMost(PATIENCE).until(() -> events.size() == 3);
        sandboxes.release(lease.id());
        sandboxes.upkeepOnce();

        assertThat(events)
                .containsExactly(
                        new KeeperEvent.RulesetChanged(2, "iptables"),
                        new KeeperEvent.Gap(),
                        new KeeperEvent.RulesetChanged(3, "iptables"),
                        new KeeperEvent.Lost("the sandbox ended"));
        assertThatThrownBy(keeper::ping).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> sandboxes.keeper(lease.id())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rules_that_somebody_has_read_are_known_to_the_next_until_they_change_or_the_connection_is_lost()
            throws Exception {
        Lease lease = granted(sandboxes.claim(ada, "a", PLAIN));
        Keeper keeper = sandboxes.keeper(lease.id());
        RulesetSnapshot first = keeper.ruleset();
        assertThat(keeper.rulesInForce()).isSameAs(first);
        assertThat(keeper.ruleset()).as("asked for anew").isNotSameAs(first);

        engine.changeRules(lease.id());
        RulesetSnapshot changed = keeper.rulesInForce();
        assertThat(changed.generation()).isEqualTo(first.generation() + 1);
        assertThat(keeper.rulesInForce()).isSameAs(changed);

        Queue<KeeperEvent> events = new ConcurrentLinkedQueue<>();
        keeper.listen(events::add);
        engine.cutConnections(lease.id());
        await().atMost(PATIENCE).until(() -> events.contains(new KeeperEvent.Gap()));
        assertThat(keeper.rulesInForce()).isNotSameAs(changed);
    }

    private static Lease granted(Claim claim) {
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted) claim).lease();
    }

    private Sandboxes sandboxes(int warm, int maximum) {
        SandboxSettings defaults = SandboxSettings.defaults("server", List.of(new SandboxSettings.Pool(PLAIN, warm)));
        SandboxSettings settings = new SandboxSettings(
                defaults.server(),
                defaults.pools(),
                maximum,
                defaults.perLearner(),
                defaults.idleLimit(),
                defaults.warning(),
                defaults.extension(),
                defaults.hardLimit(),
                defaults.placeExpiry(),
                defaults.startLimit());
        return new Sandboxes(engine, ledger, settings, clock, new InlineExecutor());
    }
}
