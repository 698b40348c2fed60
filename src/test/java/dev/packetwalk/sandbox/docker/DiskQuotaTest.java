package dev.packetwalk.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.progress.PostgresSandboxLedger;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.sandbox.Claim;
import dev.packetwalk.sandbox.Ending;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxEngine.Found;
import dev.packetwalk.sandbox.SandboxSettings;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.sandbox.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A box that fills the disk is removed, and its learner is told; a neighbour keeps theirs. */
@Tag("engine")
@Timeout(180)
class DiskQuotaTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @RegisterExtension
    static final TestEngine ENGINE =
            new TestEngine(new DockerSettings.Limits(256, 256, 0.5, 64, 4096, 100, 5000, Optional.empty()));

    private final UUID ada = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private final Sandboxes sandboxes = new Sandboxes(
            ENGINE.engine(),
            new PostgresSandboxLedger(DATABASE.jdbi()),
            SandboxSettings.defaults("test", List.of()),
            InstantSource.system());

    @BeforeEach
    void start() {
        sandboxes.start();
    }

    @AfterEach
    void stop() {
        sandboxes.close();
    }

    @Test
    void many_files_are_too_much() throws IOException {
        assertRemoved(
                "for i in $(seq 40); do dd if=/dev/zero of=/root/f$i bs=1M count=10 2>/dev/null; done",
                "100 MiB are allowed");
    }

    @Test
    void many_empty_files_are_too_much() throws IOException {
        assertRemoved(
                "mkdir /root/d; cd /root/d; for i in $(seq 100); do touch $(seq $((i*1000)) $((i*1000+999))); done",
                "5000 are allowed");
    }

    private void assertRemoved(String command, String detail) throws IOException {
        Lease hostile = granted(sandboxes.claim(ada, "a", Topology.plain("plain")));
        Lease neighbour = granted(sandboxes.claim(bob, "b", Topology.plain("plain")));
        try (TestBox box = new TestBox(ENGINE.engine(), hostile.id())) {
            box.type(command);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> sandboxes.lease(hostile.id()).isEmpty());
        }
        assertThat(sandboxes.ending(ada, "a")).hasValueSatisfying(ending -> {
            assertThat(ending.reason()).isEqualTo(Ending.Reason.OVERUSE);
            assertThat(ending.detail()).endsWith(detail);
        });
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ENGINE.engine().list())
                        .extracting(Found::id)
                        .doesNotContain(hostile.id())
                        .contains(neighbour.id()));
        assertThat(sandboxes.lease(neighbour.id())).isPresent();
        sandboxes.release(neighbour.id());
    }

    private static Lease granted(Claim claim) {
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted) claim).lease();
    }
}
