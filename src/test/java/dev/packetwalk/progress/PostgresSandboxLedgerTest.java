package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.sandbox.Census;
import dev.packetwalk.sandbox.Ending;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.SandboxLedger.Decision;
import dev.packetwalk.sandbox.SandboxLedger.Making;
import dev.packetwalk.sandbox.SandboxLedger.Row;
import dev.packetwalk.sandbox.SandboxLedger.State;
import dev.packetwalk.sandbox.SandboxLedger.Terms;
import dev.packetwalk.sandbox.SandboxLedger.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger's decisions, on a real PostgreSQL. Each test has an engine of its own. */
class PostgresSandboxLedgerTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration IDLE = Duration.ofMinutes(45);
    private static final Duration HARD = Duration.ofHours(8);

    private final PostgresSandboxLedger ledger = new PostgresSandboxLedger(DATABASE.jdbi());
    private final String engine = "engine-" + UUID.randomUUID();
    private final UUID ada = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private final UUID eve = UUID.randomUUID();

    @Test
    void a_warm_sandbox_is_handed_over() {
        SandboxId warm = warm("plain");

        assertThat(ledger.claim(wish(ada, "a", "plain", 5))).isInstanceOfSatisfying(Decision.Handed.class, handed -> {
            assertThat(handed.lease())
                    .isEqualTo(new Lease(warm, ada, "a", "plain", NOW, NOW.plus(IDLE), NOW.plus(HARD)));
            assertThat(ledger.lease(warm)).contains(handed.lease());
            assertThat(ledger.lease(ada, "a")).contains(handed.lease());
        });
    }

    @Test
    void asking_again_gives_the_same_sandbox() {
        warm("plain");
        warm("plain");
        Lease first = ((Decision.Handed) ledger.claim(wish(ada, "a", "plain", 5))).lease();

        assertThat(ledger.claim(wish(ada, "a", "plain", 5))).isEqualTo(new Decision.Held(first));
    }

    @Test
    void asking_while_it_is_made_tells_so_and_starts_no_second() {
        SandboxId made = ((Decision.Make) ledger.claim(wish(ada, "a", "plain", 5))).id();

        assertThat(ledger.claim(wish(ada, "a", "plain", 5))).isEqualTo(new Decision.BeingMade(made));
        assertThat(ledger.started(made, terms(NOW))).isEqualTo(State.CLAIMED);
        assertThat(ledger.claim(wish(ada, "a", "plain", 5)))
                .isInstanceOfSatisfying(
                        Decision.Held.class,
                        held -> assertThat(held.lease().id()).isEqualTo(made));
    }

    @Test
    void a_learner_holds_no_more_than_their_share() {
        claimed(ada, "a", 9);
        claimed(ada, "b", 9);

        assertThat(ledger.claim(wish(ada, "c", "plain", 9)))
                .isInstanceOfSatisfying(
                        Decision.TooMany.class,
                        tooMany -> assertThat(tooMany.held())
                                .extracting(Lease::name)
                                .containsExactly("a", "b"));
    }

    @Test
    void a_full_house_is_queued_for_first_come_first_served() {
        SandboxId first = claimed(ada, "a", 1);
        assertThat(ledger.claim(wish(bob, "b", "plain", 1))).isEqualTo(new Decision.Wait(1, 1));
        assertThat(ledger.claim(wish(eve, "e", "plain", 1))).isEqualTo(new Decision.Wait(2, 2));
        assertThat(ledger.claim(wish(bob, "b", "plain", 1))).isEqualTo(new Decision.Wait(1, 2));

        ledger.end(first, Ending.Reason.RELEASED, "", NOW);
        assertThat(ledger.claim(wish(bob, "b", "plain", 1)))
                .as("what is being removed still takes its room")
                .isEqualTo(new Decision.Wait(1, 2));
        ledger.removed(first);

        assertThat(ledger.claim(wish(eve, "e", "plain", 1))).isEqualTo(new Decision.Wait(2, 2));
        assertThat(ledger.claim(wish(bob, "b", "plain", 1))).isInstanceOf(Decision.Make.class);
        assertThat(ledger.claim(wish(eve, "e", "plain", 1))).isEqualTo(new Decision.Wait(1, 1));
    }

    @Test
    void a_place_in_the_queue_expires_when_nobody_asks() {
        SandboxId first = claimed(ada, "a", 1);
        ledger.claim(wish(bob, "b", "plain", 1));
        ledger.end(first, Ending.Reason.RELEASED, "", NOW);
        ledger.removed(first);

        Instant later = NOW.plusSeconds(31);
        assertThat(ledger.claim(wish(eve, "e", "plain", 1, later))).isInstanceOf(Decision.Make.class);
        assertThat(ledger.census(engine, later, Duration.ofSeconds(30)).waiting())
                .isZero();
    }

    @Test
    void who_leaves_the_queue_makes_way() {
        claimed(ada, "a", 1);
        ledger.claim(wish(bob, "b", "plain", 1));
        ledger.claim(wish(eve, "e", "plain", 1));
        ledger.leaveQueue(bob, "b");
        assertThat(ledger.claim(wish(eve, "e", "plain", 1))).isEqualTo(new Decision.Wait(1, 1));
    }

    @Test
    void a_warm_one_goes_to_who_waits_longest() {
        claimed(ada, "a", 1);
        ledger.claim(wish(bob, "b", "plain", 1));
        SandboxId warm = warm("plain", 2);

        assertThat(ledger.claim(wish(eve, "e", "plain", 2))).isEqualTo(new Decision.Wait(2, 2));
        assertThat(ledger.claim(wish(bob, "b", "plain", 2)))
                .isInstanceOfSatisfying(
                        Decision.Handed.class,
                        handed -> assertThat(handed.lease().id()).isEqualTo(warm));
    }

    @Test
    void a_warm_sandbox_of_another_topology_makes_room() {
        SandboxId docker = warm("docker", 1);

        assertThat(ledger.claim(wish(ada, "a", "plain", 1))).isEqualTo(new Decision.MakeRoom(docker));
        assertThat(ledger.claim(wish(bob, "b", "plain", 1)))
                .as("nobody overtakes the one that room is made for")
                .isEqualTo(new Decision.Wait(2, 2));
        ledger.removed(docker);
        assertThat(ledger.claim(wish(bob, "b", "plain", 1))).isEqualTo(new Decision.Wait(2, 2));
        assertThat(ledger.claim(wish(ada, "a", "plain", 1))).isInstanceOf(Decision.Make.class);
    }

    @Test
    void the_pool_leaves_the_room_to_those_who_wait() {
        SandboxId first = claimed(ada, "a", 1);
        ledger.claim(wish(bob, "b", "plain", 1));
        ledger.end(first, Ending.Reason.RELEASED, "", NOW);
        ledger.removed(first);

        assertThat(ledger.reserve(making("plain", 1, NOW), 3)).isEmpty();
        ledger.leaveQueue(bob, "b");
        assertThat(ledger.reserve(making("plain", 1, NOW), 3)).isPresent();
        assertThat(ledger.reserve(making("plain", 1, NOW), 3))
                .as("the maximum is reached")
                .isEmpty();
    }

    @Test
    void the_pool_grows_to_its_size() {
        assertThat(ledger.reserve(making("plain", 9, NOW), 2)).isPresent();
        assertThat(ledger.reserve(making("plain", 9, NOW), 2)).isPresent();
        assertThat(ledger.reserve(making("plain", 9, NOW), 2)).isEmpty();
        assertThat(ledger.reserve(making("docker", 9, NOW), 1)).isPresent();
    }

    @Test
    void a_reset_is_served_before_those_who_wait() {
        SandboxId old = claimed(ada, "a", 1);
        ledger.claim(wish(bob, "b", "plain", 1));

        assertThat(ledger.replace(old, wish(ada, "a", "plain", 1))).contains(new Decision.Wait(1, 2));
        ledger.removed(old);
        assertThat(ledger.claim(wish(bob, "b", "plain", 1))).isEqualTo(new Decision.Wait(2, 2));
        assertThat(ledger.claim(wish(ada, "a", "plain", 1))).isInstanceOf(Decision.Make.class);
        assertThat(ledger.ending(ada, "a"))
                .hasValueSatisfying(ending -> assertThat(ending.reason()).isEqualTo(Ending.Reason.RESET));
    }

    @Test
    void a_reset_of_what_is_anothers_or_gone_changes_nothing() {
        SandboxId adas = claimed(ada, "a", 5);

        assertThat(ledger.replace(adas, wish(bob, "a", "plain", 5))).isEmpty();
        assertThat(ledger.replace(SandboxId.random(), wish(ada, "a", "plain", 5)))
                .isEmpty();
        assertThat(ledger.lease(adas)).isPresent();
    }

    @Test
    void a_lease_ends_when_nobody_does_anything() {
        SandboxId id = claimed(ada, "a", 5);

        assertThat(ledger.endExpired(engine, NOW.plus(IDLE).minusMillis(1))).isEmpty();
        assertThat(ledger.endExpired(engine, NOW.plus(IDLE))).containsExactly(id);
        assertThat(ledger.endExpired(engine, NOW.plus(IDLE))).isEmpty();
        assertThat(ledger.lease(id)).isEmpty();
        assertThat(ledger.ending(ada, "a"))
                .hasValueSatisfying(ending -> assertThat(ending.reason()).isEqualTo(Ending.Reason.IDLE));
    }

    @Test
    void a_lease_is_kept_up_to_the_hard_limit() {
        SandboxId id = claimed(ada, "a", 5);

        assertThat(ledger.keepUntil(id, NOW.plus(HARD).plusSeconds(60)))
                .hasValueSatisfying(lease -> assertThat(lease.idleEndsAt()).isEqualTo(NOW.plus(HARD)));
        assertThat(ledger.keepUntil(id, NOW))
                .as("never shorter")
                .hasValueSatisfying(lease -> assertThat(lease.idleEndsAt()).isEqualTo(NOW.plus(HARD)));
        assertThat(ledger.endExpired(engine, NOW.plus(HARD))).containsExactly(id);
        assertThat(ledger.ending(ada, "a"))
                .hasValueSatisfying(ending -> assertThat(ending.reason()).isEqualTo(Ending.Reason.HARD_LIMIT));
    }

    @Test
    void the_first_reason_stays() {
        SandboxId id = claimed(ada, "a", 5);
        assertThat(ledger.end(id, Ending.Reason.OVERUSE, "too much disk", NOW)).isTrue();
        assertThat(ledger.end(id, Ending.Reason.RELEASED, "", NOW)).isFalse();

        long before = ledger.ending(ada, "a").orElseThrow().sequence() - 1;
        assertThat(ledger.endingsAfter(before, NOW))
                .filteredOn(ending -> ending.id().equals(id))
                .extracting(Ending::reason, Ending::detail)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Ending.Reason.OVERUSE, "too much disk"));
        assertThat(ledger.lastEnding()).isGreaterThan(before);
    }

    @Test
    void endings_are_forgotten_after_a_day() {
        ledger.end(claimed(ada, "a", 5), Ending.Reason.RELEASED, "", NOW.minus(Duration.ofHours(25)));
        assertThat(ledger.ending(ada, "a")).isPresent();
        ledger.endingsAfter(0, NOW);
        assertThat(ledger.ending(ada, "a")).isEmpty();
    }

    @Test
    void what_was_begun_by_this_server_or_is_overdue_is_ended() {
        SandboxId mine = ledger.reserve(making("plain", 9, NOW), 9).orElseThrow();
        Instant restart = NOW.plusSeconds(1);
        assertThat(ledger.endUnfinished(engine, "another", restart)).isEmpty();
        assertThat(ledger.endUnfinished(engine, "server", NOW))
                .as("begun since the start")
                .isEmpty();
        assertThat(ledger.endUnfinished(engine, "server", restart)).containsExactly(mine);
        SandboxId overdue = ledger.reserve(making("plain", 9, NOW), 9).orElseThrow();
        assertThat(ledger.endExpired(engine, NOW.plusSeconds(31))).containsExactly(overdue);
        assertThat(ledger.started(overdue, terms(NOW))).isEqualTo(State.ENDING);
    }

    @Test
    void warm_sandboxes_of_an_older_recipe_are_ended() {
        SandboxId old = warm("plain");
        SandboxId current = warm("docker");
        assertThat(ledger.endOutdated(engine, List.of("docker", "other"), NOW)).containsExactly(old);
        assertThat(ledger.rows(engine))
                .containsExactlyInAnyOrder(new Row(old, State.ENDING, "plain"), new Row(current, State.WARM, "docker"));
        assertThat(ledger.census(engine, NOW, IDLE)).isEqualTo(new Census(0, 1, 0, 1, 0));
    }

    private SandboxId warm(String topology) {
        return warm(topology, 9);
    }

    private SandboxId warm(String topology, int maximum) {
        // Later than everybody in the queue could have been seen, so that nobody keeps the pool from growing.
        Making making = making(topology, maximum, NOW.plusSeconds(3600));
        SandboxId id = ledger.reserve(making, 9).orElseThrow();
        assertThat(ledger.started(id, terms(NOW))).isEqualTo(State.WARM);
        return id;
    }

    private SandboxId claimed(UUID learner, String name, int maximum) {
        SandboxId id = ((Decision.Make) ledger.claim(wish(learner, name, "plain", maximum))).id();
        assertThat(ledger.started(id, terms(NOW))).isEqualTo(State.CLAIMED);
        return id;
    }

    private Wish wish(UUID learner, String name, String topology, int maximum) {
        return wish(learner, name, topology, maximum, NOW);
    }

    private Wish wish(UUID learner, String name, String topology, int maximum, Instant now) {
        return new Wish(learner, name, 2, making(topology, maximum, now), terms(now));
    }

    private Making making(String topology, int maximum, Instant now) {
        return new Making(
                engine, "server", topology, topology, maximum, Duration.ofSeconds(30), now, now.plusSeconds(30));
    }

    private static Terms terms(Instant now) {
        return new Terms(now, now.plus(IDLE), now.plus(HARD));
    }
}
