package dev.packetwalk.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import dev.packetwalk.sandbox.docker.Containers.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The boxes' own terminals, in which the shell of the first terminal waits (see box/src/first.c): held from before the box
 * starts, so that nothing it prints is lost, until somebody wants the terminal. A server that is started again holds none; then
 * the terminal is opened as every other one is. There are never more than there are boxes that nobody has used yet.
 */
final class Consoles implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Consoles.class.getName());
    /** The terminal that a box begins with. */
    static final TerminalName FIRST = new TerminalName("t1");

    private static final Duration ATTACH_LIMIT = Duration.ofSeconds(5);

    private final DockerClient client;
    private final Path socket;
    private final Map<SandboxId, EngineSocket> waiting = new ConcurrentHashMap<>();
    /** Boxes whose first terminal waits although somebody has opened another one. */
    private final Set<SandboxId> opened = ConcurrentHashMap.newKeySet();

    Consoles(DockerClient client, Path socket) {
        this.client = client;
        this.socket = socket;
    }

    /**
     * Holds the terminal of a box that is made and not started.
     *
     * @throws IOException if the engine does not attach to it
     */
    void hold(SandboxId id) throws IOException {
        waiting.put(
                id,
                EngineSocket.upgrade(
                        socket,
                        "/containers/" + Part.BOX.name(id) + "/attach?stream=1&stdin=1&stdout=1&stderr=1",
                        "",
                        ATTACH_LIMIT));
    }

    /** The terminal in which the shell waits, once; empty for every other terminal. */
    Optional<TerminalStream> take(SandboxId id, TerminalName name, TerminalSize size) {
        if (!name.equals(FIRST)) {
            if (waiting.containsKey(id)) {
                opened.add(id);
            }
            return Optional.empty();
        }
        EngineSocket held = waiting.remove(id);
        opened.remove(id);
        if (held == null) {
            return Optional.empty();
        }
        ConsoleTerminal terminal = new ConsoleTerminal(held, wanted -> resize(id, wanted));
        try {
            terminal.resize(size);
            return Optional.of(terminal);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the first terminal of " + id + " is opened as the others are", e);
            terminal.close();
            return Optional.empty();
        }
    }

    /** Whether nobody has opened any terminal of this box yet: its one shell is the one that waits. */
    boolean waits(SandboxId id) {
        return waiting.containsKey(id) && !opened.contains(id);
    }

    private void resize(SandboxId id, TerminalSize size) throws IOException {
        try {
            client.resizeContainerCmd(Part.BOX.name(id))
                    .withSize(size.rows(), size.columns())
                    .exec();
        } catch (DockerException e) {
            throw new IOException("cannot resize the terminal: " + e.getMessage(), e);
        }
    }

    /** The box is removed. */
    void drop(SandboxId id) {
        opened.remove(id);
        EngineSocket held = waiting.remove(id);
        if (held != null) {
            close(held);
        }
    }

    private static void close(EngineSocket held) {
        try {
            held.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing a terminal that nobody wanted", e);
        }
    }

    @Override
    public void close() {
        waiting.values().forEach(Consoles::close);
        waiting.clear();
    }
}
