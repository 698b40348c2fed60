package dev.packetwalk.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.KeeperConnection;
import dev.packetwalk.sandbox.SandboxEngine;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import dev.packetwalk.sandbox.Topology;
import dev.packetwalk.sandbox.docker.Containers.Part;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sandboxes as pairs of containers of one Docker engine, reached by its Unix socket (API 1.41, which Docker 20.10 has). */
public final class DockerSandboxEngine implements SandboxEngine, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DockerSandboxEngine.class.getName());
    private static final String API = "1.41";
    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(30);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration READY_LIMIT = Duration.ofSeconds(10);
    private static final Duration REMOVAL_LIMIT = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 64;

    private final DockerSettings settings;
    private final DockerClient client;
    private final RuntimeChoice runtimes;
    private final BoxPrograms programs;
    private final Consoles consoles;
    private volatile @Nullable Machine machine;

    /** Connects when first used; an engine that is away is an error of the call that needs it. */
    public DockerSandboxEngine(DockerSettings settings) {
        this.settings = settings;
        URI host = URI.create("unix://" + settings.socket());
        this.client = DockerClientImpl.getInstance(
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost(host.toString())
                        .withApiVersion(API)
                        .build(),
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(host)
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(CONNECT_LIMIT)
                        .responseTimeout(RESPONSE_LIMIT)
                        .build());
        this.runtimes = new RuntimeChoice(client, settings, RuntimeChoice.QUICK);
        this.programs = new BoxPrograms(client, settings.socket());
        this.consoles = new Consoles(client, settings.socket());
    }

    /**
     * The engine behind the socket, as asked once.
     *
     * @param id drawn by the engine when it was installed
     * @param runtimes the OCI runtimes that it offers, by their names
     */
    private record Machine(String id, Set<String> runtimes, KernelHas kernel, DiskGuard guard) {}

    private Machine machine() {
        Machine known = machine;
        if (known == null) {
            Info info = asked("what it is", () -> client.infoCmd().exec());
            Optional<Path> root =
                    Optional.ofNullable(info.getDockerRootDir()).map(Path::of).filter(Files::isDirectory);
            known = new Machine(
                    String.valueOf(info.getId()),
                    info.getRuntimes() == null
                            ? Set.of()
                            : Set.copyOf(info.getRuntimes().keySet()),
                    KernelHas.of(info),
                    new DiskGuard(client, settings, root));
            machine = known;
        }
        return known;
    }

    @Override
    public String name() {
        return machine().id();
    }

    @Override
    public String revision() {
        return settings.boxImage() + " " + settings.keeperImage() + " "
                + runtime().orElse("default");
    }

    private Optional<String> runtime() {
        Machine known = machine();
        return asked("which runtime starts a container", () -> runtimes.among(known.runtimes(), known.kernel()));
    }

    @Override
    public void create(SandboxId id, Topology topology) {
        try {
            createBoth(id, topology);
        } catch (RuntimeException e) {
            try {
                remove(id);
            } catch (RuntimeException second) {
                // list() still shows what is left.
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** The box needs the keeper's name to be created, and the keeper running to be started; only terminals need its world. */
    private void createBoth(SandboxId id, Topology topology) {
        asked("to create a keeper", () -> createKeeper(id, topology));
        FutureTask<Void> box = beside(id, () -> {
            asked("to create a box", () -> createBox(id, topology));
            holdConsole(id);
            return null;
        });
        // Attached before it starts, so that what it complains about is heard.
        EngineSocket socket = attachKeeper(id);
        asked("to start a keeper", () -> start(id, Part.KEEPER));
        await(box, "to create a box");
        FutureTask<Void> boxStart = beside(id, () -> {
            asked("to start a box", () -> start(id, Part.BOX));
            return null;
        });
        awaitReady(id, socket);
        await(boxStart, "to start a box");
    }

    private void holdConsole(SandboxId id) {
        try {
            consoles.hold(id);
        } catch (IOException e) {
            throw failed("to attach to a box", e);
        }
    }

    private EngineSocket attachKeeper(SandboxId id) {
        try {
            return upgradeKeeper(id);
        } catch (IOException e) {
            throw failed("to attach to a keeper", e);
        }
    }

    private static void awaitReady(SandboxId id, EngineSocket socket) {
        try (Keeper keeper = converse(id, socket)) {
            LOG.log(System.Logger.Level.DEBUG, "the keeper of {0} is ready: {1}", id, keeper);
        } catch (IOException e) {
            throw new SandboxUnavailableException(
                    "the keeper of sandbox " + id + " did not become ready: " + e.getMessage()
                            + "; what it complained about is in the server's log",
                    e);
        }
    }

    private String createKeeper(SandboxId id, Topology topology) {
        return create(
                id,
                topology,
                Part.KEEPER,
                settings.keeperImage(),
                command -> command.withHostConfig(Containers.keeper(
                                topology.forwarding(), machine().kernel(), runtime()))
                        .withHostName(Containers.BOX_HOSTNAME)
                        .withNetworkDisabled(true)
                        .withEnv("PACKETWALK_TOPOLOGY=" + Containers.text(topology))
                        .withStdinOpen(true)
                        .withStdInOnce(false));
    }

    private String createBox(SandboxId id, Topology topology) {
        return create(
                id,
                topology,
                Part.BOX,
                settings.boxImage(),
                command -> command.withHostConfig(
                                Containers.box(settings.limits(), id, machine().kernel(), runtime()))
                        .withTty(true)
                        .withStdinOpen(true)
                        .withStdInOnce(false));
    }

    private String create(
            SandboxId id,
            Topology topology,
            Part part,
            String image,
            java.util.function.UnaryOperator<CreateContainerCmd> more) {
        return more.apply(client.createContainerCmd(image)
                        .withName(part.name(id))
                        .withLabels(Containers.labels(settings, id, topology.name(), part)))
                .exec()
                .getId();
    }

    private @Nullable Void start(SandboxId id, Part part) {
        return client.startContainerCmd(part.name(id)).exec();
    }

    @Override
    public List<Found> list() {
        List<Container> containers = asked(
                "which containers there are",
                () -> client.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(
                                List.of(Containers.INSTALLATION + "=" + settings.installation(), Containers.SANDBOX))
                        .exec());
        List<Found> found = new ArrayList<>();
        containers.stream()
                .collect(
                        Collectors.groupingBy(container -> container.getLabels().get(Containers.SANDBOX)))
                .forEach((id, parts) -> found.add(new Found(
                        new SandboxId(id),
                        parts.getFirst().getLabels().getOrDefault(Containers.TOPOLOGY, ""),
                        parts.stream()
                                        .filter(part -> "running".equals(part.getState()))
                                        .count()
                                == Part.values().length)));
        return List.copyOf(found);
    }

    @Override
    public void remove(SandboxId id) {
        consoles.drop(id);
        FutureTask<Void> keeper = beside(id, () -> {
            remove(id, Part.KEEPER);
            return null;
        });
        remove(id, Part.BOX);
        await(keeper, "to remove a keeper");
    }

    private void remove(SandboxId id, Part part) {
        String name = part.name(id);
        long giveUp = System.nanoTime() + REMOVAL_LIMIT.toNanos();
        while (true) {
            try {
                client.removeContainerCmd(name)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
                return;
            } catch (NotFoundException e) {
                return;
            } catch (ConflictException e) {
                // Somebody else is removing it at this moment: it is gone when the engine says so.
                if (System.nanoTime() > giveUp) {
                    throw failed("to remove " + name, e);
                }
                pause();
            } catch (RuntimeException e) {
                throw failed("to remove " + name, e);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxUnavailableException("interrupted while a container was removed", e);
        }
    }

    @Override
    public Keeper connect(SandboxId id) throws IOException {
        return converse(id, upgradeKeeper(id));
    }

    private EngineSocket upgradeKeeper(SandboxId id) throws IOException {
        return EngineSocket.upgrade(
                settings.socket(),
                "/containers/" + Part.KEEPER.name(id) + "/attach?stream=1&stdin=1&stdout=1&stderr=1",
                "",
                CONNECT_LIMIT);
    }

    private static Keeper converse(SandboxId id, EngineSocket socket) throws IOException {
        return KeeperConnection.open(
                id.value(), new MultiplexedOutput(socket, "keeper " + id), socket.output(), socket, READY_LIMIT);
    }

    @Override
    public TerminalStream attach(SandboxId id, TerminalName name, TerminalSize size) throws IOException {
        Optional<TerminalStream> waiting = consoles.take(id, name, size);
        return waiting.isPresent() ? waiting.get() : programs.attach(id, name, size);
    }

    @Override
    public void end(SandboxId id, TerminalName name) throws IOException {
        programs.end(id, name);
    }

    @Override
    public List<TerminalName> terminals(SandboxId id) throws IOException {
        return consoles.waits(id) ? List.of(Consoles.FIRST) : programs.terminals(id);
    }

    @Override
    public byte @Nullable [] readFile(SandboxId id, String path, int limit) throws IOException {
        return programs.readFile(id, path, limit);
    }

    @Override
    public List<Overuse> overuse() {
        DiskGuard guard = machine().guard();
        return asked("how much the boxes have written", guard::overuse);
    }

    /** Ends this server's connections; sandboxes stay. */
    @Override
    public void close() {
        consoles.close();
        try {
            client.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing the engine's client", e);
        }
    }

    private static FutureTask<Void> beside(SandboxId id, Callable<Void> work) {
        FutureTask<Void> task = new FutureTask<>(work);
        Thread.ofVirtual().name("engine-" + id).start(task);
        return task;
    }

    private static void await(FutureTask<Void> task, String what) {
        try {
            task.get(RESPONSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SandboxUnavailableException known ? known : failed(what, e);
        } catch (TimeoutException e) {
            throw failed(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxUnavailableException("interrupted while the engine was asked " + what, e);
        }
    }

    private <T> T asked(String what, Supplier<T> request) {
        try {
            return request.get();
        } catch (NotFoundException e) {
            throw new SandboxUnavailableException(
                    "asked " + what + ", the Docker engine misses something: " + e.getMessage()
                            + "; if it is an image, './packetwalk up' or 'containers/build' makes it",
                    e);
        } catch (DockerException e) {
            throw failed(what, e);
        } catch (RuntimeException e) {
            // What the transport throws when it can't connect.
            throw new SandboxUnavailableException(
                    "the Docker engine does not answer on " + settings.socket() + ": is it running ('docker info')? "
                            + e.getMessage(),
                    e);
        }
    }

    private static SandboxUnavailableException failed(String what, Throwable cause) {
        return new SandboxUnavailableException(
                "asked " + what + ", the Docker engine failed: " + cause.getMessage(), cause);
    }
}
