package dev.packetwalk.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import dev.packetwalk.sandbox.SandboxId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A shell started by the engine's own exec, with nothing of ours between: what terminals are measured against. */
public final class PlainExec implements AutoCloseable {
    private static final Path SOCKET = Path.of("/var/run/docker.sock");

    private final EngineSocket socket;

    private PlainExec(EngineSocket socket) {
        this.socket = socket;
    }

    /** Starts {@code cat} with a terminal that echoes what is typed, in the box of a sandbox. */
    public static PlainExec open(DockerClient docker, SandboxId id) throws IOException {
        String box = docker.listContainersCmd().withLabelFilter(Map.of(Containers.SANDBOX, id.value())).exec().stream()
                .filter(container ->
                        Containers.Part.BOX.label().equals(container.getLabels().get(Containers.PART)))
                .findFirst()
                .orElseThrow()
                .getId();
        String exec = docker.execCreateCmd(box)
                .withTty(true)
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withCmd(List.of("bash", "--norc").toArray(String[]::new))
                .exec()
                .getId();
        return new PlainExec(EngineSocket.upgrade(
                SOCKET, "/exec/" + exec + "/start", "{\"Detach\":false,\"Tty\":true}", Duration.ofSeconds(10)));
    }

    /** Types one key and waits until something is printed. */
    public void echo(byte[] key, byte[] buffer) throws IOException {
        socket.write(key, 0, key.length);
        if (socket.read(buffer, 0, buffer.length) < 0) {
            throw new IOException("the shell has exited");
        }
    }

    /** Reads what is there, until this text was among it. */
    public void await(String text) throws IOException {
        byte[] buffer = new byte[4096];
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            int count = socket.read(buffer, 0, buffer.length);
            if (count < 0) {
                throw new IOException("the shell has exited");
            }
            seen.append(new String(buffer, 0, count, java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
