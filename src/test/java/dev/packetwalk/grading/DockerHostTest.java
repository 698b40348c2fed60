package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.lesson.LessonLoader;
import dev.packetwalk.lesson.Loading;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Topology;
import dev.packetwalk.sandbox.docker.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The machine of interpret-rules, as the lesson states it, in a real sandbox: its published ports lead to its containers. */
@Tag("engine")
class DockerHostTest {
    private static final String BOX = "10.77.0.3";

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    @Test
    void published_ports_lead_to_containers_and_others_to_nobody() throws IOException {
        SandboxId id = SandboxId.random();
        ENGINE.engine().create(id, topology());
        try (Keeper keeper = ENGINE.engine().connect(id)) {
            assertThat(keeper.ruleset().iptablesSave()).contains("--dport 8080 -j DNAT --to-destination 172.17.0.2:80");
            assertThat(answer(keeper, 8080)).isEqualTo(ProbeResult.Answer.OPEN);
            assertThat(answer(keeper, 9000)).isEqualTo(ProbeResult.Answer.OPEN);
            assertThat(answer(keeper, 8081)).isEqualTo(ProbeResult.Answer.REFUSED);
        } finally {
            ENGINE.engine().remove(id);
        }
    }

    private static ProbeResult.Answer answer(Keeper keeper, int port) throws IOException {
        return keeper.probe(new Probe("internet", Probe.Protocol.TCP, BOX, port, Duration.ofSeconds(2)))
                .answer();
    }

    private static Topology topology() {
        return switch (LessonLoader.all(Path.of("labs"))) {
            case Loading.Loaded(List<Lesson> lessons) ->
                lessons.getFirst()
                        .exercise("interpret-rules")
                        .orElseThrow()
                        .sandbox()
                        .topology();
            case Loading.Rejected(var problems) -> throw new AssertionError(problems);
        };
    }
}
