package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.sandbox.ClassRooms;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.QueuePlace;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.SandboxLedger.Decision;
import dev.packetwalk.sandbox.SandboxLedger.Making;
import dev.packetwalk.sandbox.SandboxLedger.Reserved;
import dev.packetwalk.sandbox.SandboxLedger.Reserving;
import dev.packetwalk.sandbox.SandboxLedger.Row;
import dev.packetwalk.sandbox.SandboxLedger.State;
import dev.packetwalk.sandbox.SandboxLedger.Terms;
import dev.packetwalk.sandbox.SandboxLedger.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the ledger decides for classes, on a real PostgreSQL. Ada and Al are of the class, Bob is not. */
class ClassReservationsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));
    private static final Duration IDLE = Duration.ofMinutes(45);
    private static final Duration HARD = Duration.ofHours(8);
    private static final String NAME = "lesson/firewall";

    private final PostgresSandboxLedger ledger = new PostgresSandboxLedger(DATABASE.jdbi());
    private final String engine = "engine-" + UUID.randomUUID();
    private final UUID taught = TestClasses.make(DATABASE.jdbi(), "lesson");
    private final UUID ada = TestClasses.enrol(DATABASE.jdbi(), taught);
    private final UUID al = TestClasses.enrol(DATABASE.jdbi(), taught);
    private final UUID bob = UUID.randomUUID();

    @Test
    void what_is_kept_for_a_class_goes_to_its_learners_and_to_nobody_else() {
        keep(taught, 2);
        List<SandboxId> kept = List.of(reserved(taught, 5), reserved(taught, 5));
        assertThat(step(taught, 5)).isEqualTo(new Reserving.Enough());

        assertThat(claim(bob, 2)).as("all the room is the class's").isInstanceOf(Decision.Wait.class);
        assertThat(kept).contains(handed(claim(ada, 2)).id());
        assertThat(kept).contains(handed(claim(al, 2)).id());
        assertThat(step(taught, 5)).as("those in use count").isEqualTo(new Reserving.Enough());
        assertThat(ledger.rooms(taught, NOW)).isEqualTo(new ClassRooms(2, 0, 2));
    }

    @Test
    void a_learner_of_the_class_does_not_queue_for_what_is_kept_for_it() {
        claimed(UUID.randomUUID(), 1);
        assertThat(claim(bob, 1)).isInstanceOf(Decision.Wait.class);
        keep(taught, 1);
        reserved(taught, 2);

        assertThat(claim(ada, 2)).isInstanceOf(Decision.Handed.class);
        assertThat(claim(bob, 2)).isEqualTo(new Decision.Wait(1, 1));
    }

    @Test
    void room_is_held_back_for_what_is_not_made_yet() {
        keep(taught, 2);
        claimed(bob, 3);
        assertThat(claim(UUID.randomUUID(), 3)).isInstanceOf(Decision.Wait.class);
        assertThat(ledger.reserve(making("plain", 3, LATER.minusSeconds(1)), 5))
                .as("the pool takes none of it")
                .isEmpty();
        assertThat(claim(ada, 3)).as("its own learner gets it").isInstanceOf(Decision.Make.class);
        assertThat(claim(al, 3)).isInstanceOf(Decision.Make.class);
    }

    @Test
    void a_warm_one_of_everybodys_is_taken_before_one_is_made() {
        SandboxId warm = warm("plain", 5);
        keep(taught, 2);
        assertThat(step(taught, 5)).isEqualTo(new Reserving.Adopted(warm));
        assertThat(step(taught, 5)).isInstanceOf(Reserving.Make.class);
    }

    @Test
    void another_recipes_warm_one_makes_room_and_a_full_house_has_none() {
        SandboxId docker = warm("docker", 2);
        claimed(bob, 2);
        keep(taught, 2);
        assertThat(step(taught, 2)).isEqualTo(new Reserving.MakeRoom(docker));
        ledger.removed(docker);
        reserved(taught, 2);
        assertThat(step(taught, 2)).isEqualTo(new Reserving.Full());
        assertThat(claim(UUID.randomUUID(), 2))
                .as("nobody's wish removes what is kept for a class")
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    void a_learner_may_have_another_machine_in_place_of_what_is_kept_for_the_class() {
        keep(taught, 1);
        SandboxId kept = reserved(taught, 1);
        assertThat(ledger.claim(wish(ada, NAME, "docker", 1))).isEqualTo(new Decision.MakeRoom(kept));
    }

    @Test
    void two_classes_keep_out_of_each_others_way() {
        UUID other = TestClasses.make(DATABASE.jdbi(), "lesson");
        UUID eve = TestClasses.enrol(DATABASE.jdbi(), other);
        ledger.keepFor(engine, List.of(wanted(taught, 1), wanted(other, 1)));
        SandboxId theirs = reserved(other, 2);
        assertThat(claim(ada, 2)).isInstanceOf(Decision.Make.class);
        assertThat(handed(claim(eve, 2)).id()).isEqualTo(theirs);
    }

    @Test
    void what_is_reserved_no_more_goes_to_everybody_as_far_as_the_pool_has_room() {
        keep(taught, 3);
        List<SandboxId> kept = List.of(reserved(taught, 5), reserved(taught, 5), reserved(taught, 5));
        assertThat(ledger.releaseReserved(engine, Map.of("plain", 1), NOW)).isEmpty();

        keep(taught, 2);
        assertThat(ledger.releaseReserved(engine, Map.of("plain", 1), NOW)).isEmpty();
        assertThat(kept).contains(handed(claim(bob, 9)).id());

        assertThat(ledger.releaseReserved(engine, Map.of("plain", 1), LATER))
                .as("its time is over: one is the pool's, one goes")
                .hasSize(1);
        assertThat(ledger.rows(engine))
                .extracting(Row::state)
                .containsExactlyInAnyOrder(State.WARM, State.ENDING, State.CLAIMED);
        assertThat(ledger.rooms(taught, LATER)).isEqualTo(new ClassRooms(0, 0, 0));
    }

    @Test
    void a_new_start_leaves_what_is_kept_for_classes() {
        keep(taught, 1);
        SandboxId kept = reserved(taught, 5);
        assertThat(ledger.endOutdated(engine, List.of("docker"), NOW)).isEmpty();
        assertThat(handed(claim(ada, 5)).id()).isEqualTo(kept);
    }

    @Test
    void a_class_that_is_deleted_gives_back_all_that_it_had() {
        keep(taught, 1);
        reserved(taught, 1);
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from class where id = ?", taught));
        assertThat(claim(bob, 1)).isInstanceOf(Decision.Handed.class);
        ledger.keepFor(engine, List.of(wanted(taught, 1)));
        assertThat(step(taught, 1)).isEqualTo(new Reserving.Enough());
    }

    @Test
    void the_limits_of_a_class_are_those_of_its_learners_leases() {
        DATABASE.jdbi()
                .useHandle(sql ->
                        sql.execute("update class set idle_minutes = 10, hard_minutes = 60 where id = ?", taught));
        warm("plain", 9);
        Lease warm = handed(claim(ada, 9));
        assertThat(warm.idleEndsAt()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        assertThat(warm.hardEndsAt()).isEqualTo(NOW.plus(Duration.ofMinutes(60)));

        Lease made = ledger.lease(claimed(al, 9)).orElseThrow();
        assertThat(made.idleEndsAt()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        assertThat(made.hardEndsAt()).isEqualTo(NOW.plus(Duration.ofMinutes(60)));

        Lease others = ledger.lease(claimed(bob, 9)).orElseThrow();
        assertThat(others.idleEndsAt()).isEqualTo(NOW.plus(IDLE));

        ledger.touched(made.id(), NOW.plusSeconds(60), IDLE);
        assertThat(ledger.lease(made.id()).orElseThrow().idleEndsAt()).isEqualTo(NOW.plus(Duration.ofMinutes(11)));
        ledger.touched(others.id(), NOW.plusSeconds(60), IDLE);
        assertThat(ledger.lease(others.id()).orElseThrow().idleEndsAt())
                .isEqualTo(NOW.plus(IDLE).plusSeconds(60));
    }

    @Test
    void who_has_little_time_is_warned_late_enough_to_have_some() {
        DATABASE.jdbi().useHandle(sql -> sql.execute("update class set idle_minutes = 6 where id = ?", taught));
        SandboxId adas = claimed(ada, 9);
        SandboxId bobs = claimed(bob, 9);
        Duration warning = Duration.ofMinutes(5);
        assertThat(ledger.leasesEnding(engine, NOW.plus(Duration.ofMinutes(3)), warning))
                .isEmpty();
        assertThat(ledger.leasesEnding(engine, NOW.plus(Duration.ofMinutes(4)), warning))
                .extracting(Lease::id)
                .containsExactly(adas);
        assertThat(ledger.leasesEnding(engine, NOW.plus(IDLE).minus(warning), warning))
                .extracting(Lease::id)
                .contains(bobs);
    }

    @Test
    void limits_of_a_class_are_for_its_own_lesson() {
        DATABASE.jdbi().useHandle(sql -> sql.execute("update class set hard_minutes = 60 where id = ?", taught));
        warm("plain", 9);
        Decision decision = ledger.claim(wish(ada, "another/firewall", "plain", 9));
        assertThat(handed(decision).hardEndsAt()).isEqualTo(NOW.plus(HARD));
    }

    @Test
    void an_instructor_gives_time_beyond_the_hard_limit_within_bounds() {
        SandboxId id = claimed(ada, 9);
        Duration most = HARD.multipliedBy(2);
        assertThat(ledger.prolong(id, Duration.ofHours(1), most, NOW)).hasValueSatisfying(lease -> {
            assertThat(lease.hardEndsAt()).isEqualTo(NOW.plus(HARD).plus(Duration.ofHours(1)));
            assertThat(lease.idleEndsAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        });
        assertThat(ledger.prolong(id, Duration.ofHours(20), most, NOW))
                .hasValueSatisfying(lease -> assertThat(lease.hardEndsAt()).isEqualTo(NOW.plus(most)));
        assertThat(ledger.prolong(SandboxId.random(), Duration.ofHours(1), most, NOW))
                .isEmpty();
    }

    @Test
    void those_of_a_class_who_wait_are_seen_and_moved_up() {
        claimed(UUID.randomUUID(), 1);
        List<UUID> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(UUID.randomUUID());
            claim(others.getLast(), 1);
        }
        claim(ada, 1);
        claim(al, 1);
        Instant since = NOW.minusSeconds(30);
        assertThat(ledger.places(taught, since))
                .containsExactly(new QueuePlace(ada, NAME, 4, 5, false), new QueuePlace(al, NAME, 5, 5, false));

        assertThat(ledger.moveUp(taught, Optional.of(bob), since)).isZero();
        assertThat(ledger.moveUp(taught, Optional.of(al), since)).isEqualTo(1);
        assertThat(ledger.moveUp(taught, Optional.empty(), since)).isEqualTo(1);
        assertThat(ledger.moveUp(taught, Optional.empty(), since)).isZero();

        assertThat(ledger.places(taught, since))
                .containsExactly(new QueuePlace(al, NAME, 2, 5, true), new QueuePlace(ada, NAME, 4, 5, true));
        assertThat(claim(others.getFirst(), 1)).isEqualTo(new Decision.Wait(1, 5));
        assertThat(claim(others.getLast(), 1)).isEqualTo(new Decision.Wait(5, 5));
        assertThat(claim(bob, 1)).as("whoever comes later is last").isEqualTo(new Decision.Wait(6, 6));
    }

    @Test
    void who_no_longer_asks_is_not_seen() {
        claimed(UUID.randomUUID(), 1);
        claim(ada, 1);
        assertThat(ledger.places(taught, NOW.plusSeconds(1))).isEmpty();
    }

    private void keep(UUID classId, int size) {
        ledger.keepFor(engine, List.of(wanted(classId, size)));
    }

    private static Reserved wanted(UUID classId, int size) {
        return new Reserved(classId, "plain", "plain", size, LATER);
    }

    private Reserving step(UUID classId, int maximum) {
        return ledger.reserveFor(classId, making("plain", maximum, NOW));
    }

    /** Makes one that is kept for the class. */
    private SandboxId reserved(UUID classId, int maximum) {
        SandboxId id = ((Reserving.Make) step(classId, maximum)).id();
        assertThat(ledger.started(id, terms())).isEqualTo(State.WARM);
        return id;
    }

    private SandboxId warm(String recipe, int maximum) {
        SandboxId id = ledger.reserve(making(recipe, maximum, NOW), 9).orElseThrow();
        assertThat(ledger.started(id, terms())).isEqualTo(State.WARM);
        return id;
    }

    private SandboxId claimed(UUID learner, int maximum) {
        SandboxId id = ((Decision.Make) claim(learner, maximum)).id();
        assertThat(ledger.started(id, terms())).isEqualTo(State.CLAIMED);
        return id;
    }

    private Decision claim(UUID learner, int maximum) {
        return ledger.claim(wish(learner, NAME, "plain", maximum));
    }

    private static Lease handed(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Handed.class);
        return ((Decision.Handed) decision).lease();
    }

    private Wish wish(UUID learner, String name, String recipe, int maximum) {
        return new Wish(learner, name, 2, making(recipe, maximum, NOW), terms());
    }

    private Making making(String recipe, int maximum, Instant now) {
        return new Making(engine, "server", recipe, recipe, maximum, Duration.ofSeconds(30), now, now.plusSeconds(30));
    }

    private static Terms terms() {
        return new Terms(NOW, NOW.plus(IDLE), NOW.plus(HARD));
    }
}
