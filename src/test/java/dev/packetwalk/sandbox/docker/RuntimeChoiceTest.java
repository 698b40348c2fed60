package dev.packetwalk.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Topology;
import java.io.IOException;
import java.net.URI;
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

    private static final URI SOCKET = URI.create("unix:///var/run/docker.sock");
    private final DockerClient client = DockerClientImpl.getInstance(
            DefaultDockerClientConfig.createDefaultConfigBuilder()
                    .withDockerHost(SOCKET.toString())
                    .build(),
            new ZerodepDockerHttpClient.Builder().dockerHost(SOCKET).build());
    private final Set<String> offered =
            Set.copyOf(client.infoCmd().exec().getRuntimes().keySet());
    private final KernelHas kernel = KernelHas.of(client.infoCmd().exec());

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
        assertThat(choice(ENGINE.settings()).among(Set.of("runc"), kernel)).isEmpty();
    }

    @Test
    void an_engine_that_cannot_start_crun_uses_its_default() {
        // The engine of this test knows no such runtime: what it answers then is what it answers to one that does not
        // work.
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
        choice(ENGINE.settings()).among(offered, kernel);
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

    private RuntimeChoice choice(DockerSettings settings) {
        return new RuntimeChoice(client, settings, RuntimeChoice.QUICK);
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
