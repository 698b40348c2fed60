package dev.packetwalk.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Topology;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which runtime starts the containers, as the real engine tells. */
@Tag("engine")
class RuntimeChoiceTest {
    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private final DockerClient client = EngineClient.open();
    private final Info engine = client.infoCmd().exec();
    private final Set<String> offered = Set.copyOf(engine.getRuntimes().keySet());
    private final KernelHas kernel = KernelHas.of(engine);

    @AfterEach
    void close() throws IOException {
        client.close();
    }

    @Test
    void a_sandbox_is_started_by_crun_where_that_works() throws Exception {
        assumeThat(offered)
                .describedAs(
                        "what this engine offers; './packetwalk test' adds crun to an engine that it starts itself")
                .contains("crun");
        String expected = startsByHand("crun") ? "crun" : "runc";
        assertThat(runtimesOf(ENGINE.settings())).containsExactly(expected, expected);
    }

    @Test
    void a_runtime_that_is_set_comes_first() {
        assertThat(runtimesOf(with(Optional.of("runc")))).containsExactly("runc", "runc");
    }

    @Test
    void an_engine_without_crun_uses_its_default() {
        assertThat(choice().among(Set.of("runc"), kernel)).isEmpty();
    }

    @Test
    void an_engine_that_cannot_start_crun_uses_its_default() {
        // Refused when the container is created; one that does not work, when it is started. Either is the engine's
        // error.
        RuntimeChoice choice = new RuntimeChoice(client, ENGINE.settings(), "no-such-runtime");
        assertThat(choice.among(Set.of("no-such-runtime"), kernel)).isEmpty();
        assertThat(choice.among(Set.of("no-such-runtime"), kernel)).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void a_trial_that_a_killed_server_left_is_removed_by_the_next_one() {
        assumeThat(offered).contains("crun");
        String left = client.createContainerCmd(ENGINE.settings().keeperImage())
                .withLabels(Map.of(
                        Containers.INSTALLATION,
                                ENGINE.settings().installation().toString(),
                        Containers.SERVER, ENGINE.settings().server(),
                        Containers.PART, "trial"))
                .exec()
                .getId();
        assertThat(left()).containsExactly(left);
        choice().among(offered, kernel);
        assertThat(left()).isEmpty();
    }

    private static boolean startsByHand(String runtime) throws Exception {
        Process run = new ProcessBuilder(
                        "docker",
                        "run",
                        "--rm",
                        "--network=none",
                        "--runtime=" + runtime,
                        "--entrypoint=true",
                        ENGINE.settings().boxImage())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return run.exitValue() == 0;
    }

    private RuntimeChoice choice() {
        return new RuntimeChoice(client, ENGINE.settings(), RuntimeChoice.QUICK);
    }

    private List<String> left() {
        return client
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(
                        Containers.INSTALLATION + "=" + ENGINE.settings().installation(), Containers.PART + "=trial"))
                .exec()
                .stream()
                .map(container -> container.getId())
                .toList();
    }

    /** The keeper's and the box's. */
    private List<String> runtimesOf(DockerSettings settings) {
        SandboxId id = SandboxId.random();
        try (DockerSandboxEngine engine = new DockerSandboxEngine(settings)) {
            engine.create(id, Topology.plain("plain"));
            try {
                return List.of(runtime(id, Containers.Part.KEEPER), runtime(id, Containers.Part.BOX));
            } finally {
                engine.remove(id);
            }
        }
    }

    private String runtime(SandboxId id, Containers.Part part) {
        return String.valueOf(
                client.inspectContainerCmd(part.name(id)).exec().getHostConfig().getRuntime());
    }

    private static DockerSettings with(Optional<String> runtime) {
        DockerSettings known = ENGINE.settings();
        return new DockerSettings(
                known.socket(),
                known.installation(),
                known.server(),
                known.boxImage(),
                known.keeperImage(),
                runtime,
                known.limits());
    }
}
