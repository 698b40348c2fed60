package dev.packetwalk.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.sandbox.SandboxId;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** A server that is killed at any moment, twenty times over: nothing is lost, and nothing is left over. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledServerTest {
    private static final String EXERCISE = "lessons/iptables-following-a-packet/minimal-firewall";
    private static final int ROUNDS = 20;
    private static final int LONGEST_CLAIM_MILLIS = 600;

    private final long seed = Long.getLong("packetwalk.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Set<SandboxId> handedOver = new HashSet<>();
    private RunningLab lab;
    private LabClient ada;
    private SandboxId sandbox;

    @BeforeAll
    void aLearnerHasAMachine() throws Exception {
        System.out.println("KilledServerTest: -Dpacketwalk.seed=" + seed);
        lab = RunningLab.start(
                "killed", Map.of("PACKETWALK_SANDBOXES_WARM", "1", "PACKETWALK_SANDBOXES_MAXIMUM", "40"));
        ada = new LabClient(lab.link()).join("Ada");
        sandbox = ada.startMachine(EXERCISE);
        handedOver.add(sandbox);
        try (LabTerminal terminal = ada.terminal(sandbox, "t1")) {
            terminal.await("# ");
            terminal.enter(
                    "apt update && apt install -y iptables && iptables -A INPUT -j DROP; KEPT=yes; echo ready=$?");
            terminal.await("ready=0");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> checkState("rest-dropped").equals("passed"));
    }

    @AfterAll
    void stop() {
        ada.close();
        lab.close();
    }

    @TestFactory
    List<DynamicTest> nothing_is_lost_and_nothing_is_left_over() {
        return IntStream.rangeClosed(1, ROUNDS)
                .mapToObj(round -> DynamicTest.dynamicTest("round " + round, () -> killAndLook(round)))
                .toList();
    }

    private void killAndLook(int round) throws Exception {
        try (LabClient bea = new LabClient(lab.link()).join("Bea " + round)) {
            CompletableFuture<SandboxId> claim = CompletableFuture.supplyAsync(() -> bea.startMachine(EXERCISE));
            // Somewhere within the claim, or just after it: the point is that nobody chooses where.
            LockSupport.parkNanos(
                    Duration.ofMillis(random.nextInt(LONGEST_CLAIM_MILLIS)).toNanos());
            lab.kill();
            SandboxId answered = answer(claim);
            lab.up();

            // Who was answered holds what they were told; who was not asks again and gets one.
            SandboxId theirs = bea.startMachine(EXERCISE);
            if (answered != null) {
                assertThat(theirs)
                        .as("the machine that was handed over before the kill")
                        .isEqualTo(answered);
            }
            assertThat(handedOver.add(theirs)).as("nobody else's machine").isTrue();
        }
        assertThat(ada.startMachine(EXERCISE)).isEqualTo(sandbox);
        assertThat(checkState("rest-dropped")).isEqualTo("passed");
        try (LabTerminal terminal = ada.terminal(sandbox, "t1")) {
            terminal.enter("echo shell=$KEPT; iptables -S INPUT");
            terminal.await("shell=yes");
            terminal.await("-A INPUT -j DROP");
        }
        nothingIsLeftOver();
    }

    private static @org.jspecify.annotations.Nullable SandboxId answer(CompletableFuture<SandboxId> claim) {
        try {
            return claim.join();
        } catch (CompletionException e) {
            return null; // the server was gone before it answered
        }
    }

    private String checkState(String check) {
        return ada.page(EXERCISE).select("[data-check=" + check + "]").attr("data-state");
    }

    /** Two containers for each sandbox that is somebody's or ready for somebody, and not one more. */
    private void nothingIsLeftOver() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreException(HttpTimeoutException.class)
                .untilAsserted(() -> {
                    Map<String, Integer> states = lab.sandboxesByState();
                    assertThat(states).containsEntry("starting", 0).containsEntry("ending", 0);
                    assertThat(states.get("claimed")).isEqualTo(handedOver.size());
                    assertThat(lab.containers()).hasSize(2 * (states.get("claimed") + states.get("warm")));
                });
    }
}
