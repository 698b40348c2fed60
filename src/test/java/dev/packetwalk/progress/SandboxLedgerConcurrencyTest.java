package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.sandbox.Ending;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.SandboxLedger.Decision;
import dev.packetwalk.sandbox.SandboxLedger.Making;
import dev.packetwalk.sandbox.SandboxLedger.Reserved;
import dev.packetwalk.sandbox.SandboxLedger.Reserving;
import dev.packetwalk.sandbox.SandboxLedger.State;
import dev.packetwalk.sandbox.SandboxLedger.Terms;
import dev.packetwalk.sandbox.SandboxLedger.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many servers and learners at once, on a real PostgreSQL. */
@Timeout(120)
class SandboxLedgerConcurrencyTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int LEARNERS = 50;
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    private final PostgresSandboxLedger ledger = new PostgresSandboxLedger(DATABASE.jdbi());
    private final String engine = "engine-" + UUID.randomUUID();

    @Test
    void fifty_claims_at_once_never_exceed_the_maximum_nor_share_a_sandbox() throws Exception {
        int maximum = 20;
        for (int i = 0; i < 5; i++) {
            ledger.started(ledger.reserve(making("plain", maximum), 5).orElseThrow(), terms());
        }
        CyclicBarrier together = new CyclicBarrier(LEARNERS);
        List<Decision> decisions = allOf(LEARNERS, () -> {
            UUID learner = UUID.randomUUID();
            together.await(30, TimeUnit.SECONDS);
            return ledger.claim(wish(learner, "plain", maximum));
        });

        Set<SandboxId> handedOut = new HashSet<>();
        int waiting = 0;
        for (Decision decision : decisions) {
            switch (decision) {
                case Decision.Handed(var lease) ->
                    assertThat(handedOut.add(lease.id())).isTrue();
                case Decision.Make(var id) -> assertThat(handedOut.add(id)).isTrue();
                case Decision.Wait wait -> waiting++;
                case Decision.Held held -> throw new AssertionError(held);
                case Decision.BeingMade made -> throw new AssertionError(made);
                case Decision.MakeRoom room -> throw new AssertionError(room);
                case Decision.TooMany many -> throw new AssertionError(many);
            }
        }
        assertThat(handedOut).hasSizeLessThanOrEqualTo(maximum);
        assertThat(handedOut.size() + waiting).isEqualTo(LEARNERS);
        assertThat(ledger.rows(engine)).hasSizeLessThanOrEqualTo(maximum);
        assertThat(handedOut).as("no room is left unused while someone waits").hasSize(maximum);
    }

    @Test
    void a_class_and_others_come_at_once_and_what_is_kept_for_the_class_is_the_classs() throws Exception {
        int reserved = 20;
        int maximum = 25;
        UUID taught = TestClasses.make(DATABASE.jdbi(), "lesson");
        ledger.keepFor(engine, List.of(new Reserved(taught, "plain", "plain", reserved, NOW.plusSeconds(600))));
        // Two servers fill it at once.
        List<Integer> made = allOf(2, () -> fillReservation(taught, maximum));
        assertThat(made.stream().mapToInt(Integer::intValue).sum()).isEqualTo(reserved);

        Queue<UUID> learners = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < LEARNERS; i++) {
            learners.add(i < reserved ? TestClasses.enrol(DATABASE.jdbi(), taught) : UUID.randomUUID());
        }
        Set<UUID> theClass = Set.copyOf(List.copyOf(learners).subList(0, reserved));
        CyclicBarrier together = new CyclicBarrier(LEARNERS);
        Map<UUID, Decision> decisions = new ConcurrentHashMap<>();
        allOf(LEARNERS, () -> {
            UUID learner = learners.remove();
            together.await(30, TimeUnit.SECONDS);
            return decisions.put(learner, ledger.claim(wish(learner, "plain", maximum))) == null;
        });

        assertThat(theClass)
                .allSatisfy(learner -> assertThat(decisions.get(learner)).isInstanceOf(Decision.Handed.class));
        decisions.keySet().removeAll(theClass);
        assertThat(decisions.values()).noneMatch(Decision.Handed.class::isInstance);
        assertThat(decisions.values())
                .filteredOn(Decision.Make.class::isInstance)
                .hasSize(maximum - reserved);
        assertThat(ledger.rows(engine)).hasSize(maximum);
    }

    private int fillReservation(UUID taught, int maximum) {
        int made = 0;
        while (ledger.reserveFor(taught, making("plain", maximum)) instanceof Reserving.Make(SandboxId id)) {
            assertThat(ledger.started(id, terms())).isEqualTo(State.WARM);
            made++;
        }
        return made;
    }

    @Test
    void two_tabs_of_one_learner_get_one_sandbox() throws Exception {
        UUID learner = UUID.randomUUID();
        CyclicBarrier together = new CyclicBarrier(8);
        List<Decision> decisions = allOf(8, () -> {
            together.await(30, TimeUnit.SECONDS);
            return ledger.claim(wish(learner, "plain", 9));
        });
        assertThat(decisions).filteredOn(d -> d instanceof Decision.Make).hasSize(1);
        assertThat(decisions).filteredOn(d -> d instanceof Decision.BeingMade).hasSize(7);
    }

    /** Learners who come, wait, reset and go, beside a pool of two topologies: at no time more rows than allowed. */
    @Test
    void the_maximum_holds_in_a_busy_house() throws Exception {
        int maximum = 6;
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random seeds = new Random(seed);
        List<Callable<Integer>> everyone = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Random random = new Random(seeds.nextLong());
            everyone.add(() -> visit(UUID.randomUUID(), random, maximum));
        }
        everyone.add(() -> fillPools(maximum));
        UUID taught = TestClasses.make(DATABASE.jdbi(), "exercise");
        for (int i = 0; i < 3; i++) {
            Random random = new Random(seeds.nextLong());
            UUID learner = TestClasses.enrol(DATABASE.jdbi(), taught);
            everyone.add(() -> visit(learner, random, maximum));
        }
        everyone.add(() -> reserveAndGiveBack(taught, new Random(seed), maximum));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> most : executor.invokeAll(everyone, 90, TimeUnit.SECONDS)) {
                assertThat(most.get()).isLessThanOrEqualTo(maximum);
            }
        }
    }

    private int visit(UUID learner, Random random, int maximum) {
        int most = 0;
        for (int i = 0; i < 25; i++) {
            Wish wish = wish(learner, random.nextBoolean() ? "plain" : "docker", maximum);
            Decision decision = ledger.claim(wish);
            if (decision instanceof Decision.Held(var lease) && random.nextInt(3) == 0) {
                decision = ledger.replace(lease.id(), wish).orElse(decision);
                ledger.removed(lease.id());
            } else if (decision instanceof Decision.Held(var lease) && random.nextInt(3) == 0) {
                ledger.end(lease.id(), Ending.Reason.RELEASED, "", NOW);
                ledger.removed(lease.id());
            }
            if (decision instanceof Decision.Make(var id)) {
                assertThat(ledger.started(id, terms())).isEqualTo(State.CLAIMED);
            } else if (decision instanceof Decision.MakeRoom(var id)) {
                ledger.removed(id);
            }
            most = Math.max(most, ledger.rows(engine).size());
        }
        return most;
    }

    private int reserveAndGiveBack(UUID taught, Random random, int maximum) {
        int most = 0;
        for (int i = 0; i < 60; i++) {
            Reserved reserved = new Reserved(taught, "plain", "plain", 1 + random.nextInt(4), NOW.plusSeconds(600));
            ledger.keepFor(engine, random.nextInt(4) == 0 ? List.of() : List.of(reserved));
            switch (ledger.reserveFor(taught, making("plain", maximum))) {
                case Reserving.Make(SandboxId id) -> ledger.started(id, terms());
                case Reserving.MakeRoom(SandboxId outgoing) -> ledger.removed(outgoing);
                case Reserving.Adopted _, Reserving.Enough _, Reserving.Full _ -> {}
            }
            ledger.moveUp(taught, Optional.empty(), NOW.minusSeconds(30));
            ledger.releaseReserved(engine, Map.of("plain", 1), NOW).forEach(ledger::removed);
            most = Math.max(most, ledger.rows(engine).size());
        }
        return most;
    }

    private int fillPools(int maximum) {
        int most = 0;
        for (int i = 0; i < 60; i++) {
            ledger.reserve(making(i % 2 == 0 ? "plain" : "docker", maximum), 2)
                    .ifPresent(id -> ledger.started(id, terms()));
            most = Math.max(most, ledger.rows(engine).size());
        }
        return most;
    }

    private static <T> List<T> allOf(int times, Callable<T> work) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : executor.invokeAll(java.util.Collections.nCopies(times, work))) {
                results.add(result.get());
            }
            return results;
        }
    }

    private Wish wish(UUID learner, String topology, int maximum) {
        return new Wish(learner, "exercise", 2, making(topology, maximum), terms());
    }

    private Making making(String topology, int maximum) {
        return new Making(
                engine, "server", topology, topology, maximum, Duration.ofSeconds(30), NOW, NOW.plusSeconds(30));
    }

    private static Terms terms() {
        return new Terms(NOW, NOW.plusSeconds(600), NOW.plusSeconds(6000));
    }
}
