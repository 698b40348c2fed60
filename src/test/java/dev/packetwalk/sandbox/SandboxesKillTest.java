package dev.packetwalk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.progress.PostgresSandboxLedger;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.sandbox.SandboxEngine.Found;
import dev.packetwalk.sandbox.SandboxLedger.Row;
import dev.packetwalk.sandbox.SandboxLedger.State;
import dev.packetwalk.sandbox.docker.TestEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real server process over the real engine is killed in the middle of its work; the next one finds everything in order. */
@Tag("engine")
@Timeout(180)
class SandboxesKillTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private final PostgresSandboxLedger ledger = new PostgresSandboxLedger(DATABASE.jdbi());

    @RepeatedTest(5)
    void kill_9_loses_nothing_and_leaves_nothing() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Set<SandboxId> promised = new HashSet<>();
        workAndDie(seed, promised);

        Sandboxes next = new Sandboxes(ENGINE.engine(), ledger, BusyServer.settings(), InstantSource.system());
        try {
            // Several rounds: what the engine was doing for the dead server ends when it ends.
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        next.upkeepOnce();
                        assertInOrder(promised);
                    });
        } finally {
            // Also what was given a moment before the end, and never told: the next repetition begins with an empty
            // house.
            ledger.leasesOf(ENGINE.engine().name()).forEach(lease -> next.release(lease.id()));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> ENGINE.engine().list().size() <= 2);
            next.close();
        }
    }

    private void assertInOrder(Set<SandboxId> promised) {
        List<Found> found = ENGINE.engine().list();
        List<Row> rows = ledger.rows(ENGINE.engine().name());
        assertThat(rows).allMatch(row -> row.state() == State.WARM || row.state() == State.CLAIMED);
        assertThat(found).allMatch(Found::whole);
        assertThat(found.stream().map(Found::id).collect(Collectors.toSet()))
                .isEqualTo(rows.stream().map(Row::id).collect(Collectors.toSet()));
        assertThat(promised).allSatisfy(id -> assertThat(ledger.lease(id)).isPresent());
    }

    /** Starts a server, and kills it at some moment after its first promise. */
    private static void workAndDie(long seed, Set<SandboxId> promised) throws IOException, InterruptedException {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyServer.class.getName(),
                        DATABASE.jdbcUrl(),
                        ENGINE.settings().installation().toString(),
                        ENGINE.settings().boxImage(),
                        ENGINE.settings().keeperImage(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
            String first = output.readLine();
            assertThat(first).as("the server's first promise").startsWith("granted ");
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(new Random(seed).nextInt(3000));
            Thread.ofVirtual().start(() -> killAt(server, end));
            for (String line = first; line != null; line = output.readLine()) {
                note(line, promised);
            }
        } finally {
            server.destroyForcibly();
        }
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void killAt(Process server, long end) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() -> System.nanoTime() >= end);
        server.destroyForcibly();
    }

    private static void note(String line, Set<SandboxId> promised) {
        if (line.startsWith("granted ")) {
            promised.add(new SandboxId(line.substring("granted ".length())));
        } else if (line.startsWith("gone ")) {
            promised.remove(new SandboxId(line.substring("gone ".length())));
        }
    }
}
