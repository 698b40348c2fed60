package dev.packetwalk.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.KeeperEvent;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.SandboxEngine;
import dev.packetwalk.sandbox.SandboxEngine.Found;
import dev.packetwalk.sandbox.SandboxEngineContract;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TestTerminal;
import dev.packetwalk.sandbox.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, kept by containers of the real engine. */
@Tag("engine")
class DockerSandboxEngineTest extends SandboxEngineContract {
    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    @Override
    protected SandboxEngine engine() {
        return ENGINE.engine();
    }

    @Test
    void what_the_learner_does_to_the_rules_is_told_and_seen() throws IOException {
        SandboxId id = create();
        try (Keeper keeper = engine().connect(id);
                TestBox box = new TestBox(engine(), id)) {
            assertThat(box.run("apt-get update -q && apt-get install -y -q iptables", Duration.ofSeconds(60)))
                    .endsWith("[0]");
            Queue<KeeperEvent> events = new ConcurrentLinkedQueue<>();
            keeper.listen(events::add);
            assertThat(box.run("iptables -A INPUT -p tcp --dport 8080 -j DROP")).isEqualTo("[0]");

            await().until(() -> events.stream()
                    .anyMatch(event -> event instanceof KeeperEvent.RulesetChanged(long generation, String program)
                            && program.equals("iptables")));
            assertThat(keeper.ruleset().iptablesSave()).contains("-A INPUT -p tcp -m tcp --dport 8080 -j DROP");
            Probe probe = new Probe("internet", Probe.Protocol.TCP, "10.77.0.3", 8080, Duration.ofMillis(200));
            assertThat(keeper.probe(probe).answer()).isEqualTo(ProbeResult.Answer.FILTERED);
        }
    }

    @Test
    void a_topology_is_built_as_it_says() throws IOException {
        Topology.Host app = new Topology.Host(
                "app", Topology.Place.BEHIND, "172.17.0.2/16", List.of(new Topology.Listener(80, "the app\n")));
        SandboxId id = create(new Topology(
                "forwarding", true, List.of(app), "*filter\n-A FORWARD -d 172.17.0.2 -j ACCEPT\nCOMMIT\n"));
        try (Keeper keeper = engine().connect(id);
                TestBox box = new TestBox(engine(), id)) {
            assertThat(keeper.ruleset().iptablesSave()).contains("-A FORWARD -d 172.17.0.2/32 -j ACCEPT");
            assertThat(box.run("curl -s -m 5 http://172.17.0.2/")).startsWith("the app");
            assertThat(box.run("cat /proc/sys/net/ipv4/ip_forward")).isEqualTo("1\n[0]");
            Probe probe = new Probe("box", Probe.Protocol.TCP, "172.17.0.2", 80, Duration.ofSeconds(1));
            assertThat(keeper.probe(probe).answer()).isEqualTo(ProbeResult.Answer.OPEN);
        }
    }

    @Test
    void a_sandbox_that_cannot_be_made_leaves_nothing() {
        SandboxId id = SandboxId.random();
        Topology broken = new Topology("broken", false, List.of(), "this is no ruleset\n");
        assertThatThrownBy(() -> engine().create(id, broken))
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessageContaining("did not become ready");
        assertThat(engine().list()).extracting(Found::id).doesNotContain(id);
    }

    /** The box's own terminal and the one that the engine starts are the same to whoever types. */
    @Test
    void the_first_terminal_waits_in_its_box_and_is_found_again_without_its_server() throws IOException {
        SandboxId id = create();
        assertThat(engine().terminals(id)).containsExactly(T1);
        try (TestTerminal terminal = new TestTerminal(engine().attach(id, T1, new TerminalSize(101, 31)))) {
            terminal.awaitOutput("you are root");
            terminal.type("stty si''ze\n");
            terminal.awaitOutput("31 101");
            terminal.type("kept=it\n");
            try (DockerSandboxEngine another = new DockerSandboxEngine(ENGINE.settings());
                    TestTerminal again = new TestTerminal(another.attach(id, T1, TerminalSize.DEFAULT))) {
                terminal.awaitEnd();
                again.type("echo ha''s $kept\n");
                again.awaitOutput("has it");
            }
        }
    }

    @Test
    void a_box_that_stopped_is_not_whole() throws Exception {
        SandboxId id = create();

        assertThat(new ProcessBuilder("docker", "kill", Containers.Part.BOX.name(id))
                        .start()
                        .waitFor(20, TimeUnit.SECONDS))
                .isTrue();

        await().untilAsserted(() -> assertThat(engine().list()).contains(new Found(id, "plain", false)));
    }

    @Test
    void nothing_inside_ends_a_box_and_its_dead_are_buried() throws IOException {
        SandboxId id = create();
        try (TestBox box = new TestBox(engine(), id)) {
            box.type("kill -9 -1");
            // The program that lists them can be hit as well.
            await().ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> engine().terminals(id).isEmpty());
        }
        try (TestBox box = new TestBox(engine(), id)) {
            box.run("kill 1; kill -9 1; for i in 1 2 3; do setsid sh -c 'sleep 0.1 & sleep 0.1 &' & done; wait");
            await().untilAsserted(() ->
                    assertThat(box.run("ps -eo stat= | grep -c ^Z")).startsWith("0"));
            assertThat(engine().list()).contains(new Found(id, "plain", true));
        }
    }
}
