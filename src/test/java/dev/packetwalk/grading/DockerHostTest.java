package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Topology;
import dev.packetwalk.sandbox.docker.TestEngine;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The machine of interpret-rules, as the lesson states it, in a real sandbox: its published ports lead to its containers. */
@Tag("engine")
class DockerHostTest {
    private static final String BOX = "10.77.0.3";
    private static final Exercise EXERCISE = Labs.exercise("interpret-rules");

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    @Test
    void published_ports_lead_to_containers_and_others_to_nobody() throws IOException {
        SandboxId id = SandboxId.random();
        Topology topology = EXERCISE.sandbox().topology();
        ENGINE.engine().create(id, topology);
        try (Keeper keeper = ENGINE.engine().connect(id)) {
            assertThat(keeper.ruleset().iptablesSave())
                    .contains("-j DNAT --to-destination "
                            + topology.hosts().getFirst().address().replace("/16", ":80"));
            assertThat(topology.traffic())
                    .hasSize(4)
                    .allSatisfy(traffic ->
                            assertThat(answer(keeper, traffic.port())).isEqualTo(ProbeResult.Answer.OPEN));
            assertThat(answer(keeper, closed())).isEqualTo(ProbeResult.Answer.REFUSED);
        } finally {
            ENGINE.engine().remove(id);
        }
    }

    private static ProbeResult.Answer answer(Keeper keeper, int port) throws IOException {
        return keeper.probe(new Probe("internet", Probe.Protocol.TCP, BOX, port, Duration.ofSeconds(2)))
                .answer();
    }

    private static int closed() {
        return EXERCISE.parameters().stream()
                .filter(parameter -> parameter.name().equals("closed-port"))
                .mapToInt(parameter -> Integer.parseInt(parameter.draw(0)))
                .findFirst()
                .orElseThrow();
    }
}
