package dev.packetwalk.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs the programs that a box has for its terminals, and reads its files. What they say comes from the learner's side. */
final class BoxPrograms {
    private static final String PROGRAMS = "/usr/lib/packetwalk/";
    private static final Duration UPGRADE_LIMIT = Duration.ofSeconds(10);
    /** Ending a terminal waits up to two seconds for its processes, and up to ten for another program to finish. */
    private static final Duration RUN_LIMIT = Duration.ofSeconds(20);

    private static final int LONGEST_OUTPUT = 64 << 10;
    /** The status by which a script says that there is no such file. */
    private static final int NO_FILE = 44;

    private final DockerClient client;
    private final Path socket;

    BoxPrograms(DockerClient client, Path socket) {
        this.client = client;
        this.socket = socket;
    }

    TerminalStream attach(SandboxId id, TerminalName name, TerminalSize size) throws IOException {
        String[] command = {
            PROGRAMS + "attach", name.value(), Integer.toString(size.columns()), Integer.toString(size.rows())
        };
        String exec = create(id, command, true);
        return new DockerTerminal(client, exec, start(exec, true));
    }

    void end(SandboxId id, TerminalName name) throws IOException {
        run(id, PROGRAMS + "end", name.value());
    }

    List<TerminalName> terminals(SandboxId id) throws IOException {
        // A hostile box may print anything: only names count, and there are 99 of them.
        return run(id, PROGRAMS + "list")
                .lines()
                .filter(line -> line.matches("t[1-9][0-9]?"))
                .distinct()
                .map(TerminalName::new)
                .toList();
    }

    byte @Nullable [] readFile(SandboxId id, String path, int limit) throws IOException {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
        String script = "test -f \"$1\" || exit " + NO_FILE + "; exec head -c \"$2\" -- \"$1\"";
        Outcome outcome = run(id, limit, "/bin/sh", "-c", script, "sh", path, Integer.toString(limit));
        return outcome.status() == NO_FILE ? null : outcome.successful(path);
    }

    private String run(SandboxId id, String... command) throws IOException {
        return new String(run(id, LONGEST_OUTPUT, command).successful(command[0]), StandardCharsets.UTF_8);
    }

    /** Runs a program to its end, and takes as much of its output as the limit says. */
    private Outcome run(SandboxId id, int limit, String... command) throws IOException {
        String exec = create(id, command, false);
        EngineSocket engine = start(exec, false);
        CompletableFuture<byte[]> output = new CompletableFuture<>();
        Thread.ofVirtual().name("box-run-" + id).start(() -> {
            try (InputStream stream = new MultiplexedOutput(engine, "a program of box " + id)) {
                byte[] bytes = stream.readNBytes(limit);
                // The rest is of no interest, but the status comes after it.
                stream.skip(Long.MAX_VALUE);
                output.complete(bytes);
            } catch (IOException | RuntimeException e) {
                output.completeExceptionally(e);
            }
        });
        try {
            byte[] bytes = output.get(RUN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return new Outcome(bytes, status(exec, command[0]));
        } catch (TimeoutException e) {
            throw new IOException(command[0] + " did not finish within " + RUN_LIMIT + " in box " + id, e);
        } catch (ExecutionException e) {
            throw new IOException(command[0] + " failed in box " + id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command[0] + " ran in box " + id, e);
        } finally {
            engine.close();
        }
    }

    /** What a program printed, and how it ended. */
    private static final class Outcome {
        private final byte[] output;
        private final long status;

        Outcome(byte[] output, long status) {
            this.output = output;
            this.status = status;
        }

        long status() {
            return status;
        }

        byte[] successful(String what) throws IOException {
            if (status != 0) {
                throw new IOException(what + ": a program of the box ended with status " + status);
            }
            return output;
        }
    }

    private long status(String exec, String program) throws IOException {
        try {
            Long status = client.inspectExecCmd(exec).exec().getExitCodeLong();
            if (status == null) {
                throw new IOException(program + " closed its output and runs on");
            }
            return status;
        } catch (DockerException e) {
            throw new IOException("cannot ask how " + program + " ended: " + e.getMessage(), e);
        }
    }

    private String create(SandboxId id, String[] command, boolean terminal) throws IOException {
        try {
            return client.execCreateCmd(Containers.Part.BOX.name(id))
                    .withCmd(command)
                    .withTty(terminal)
                    .withAttachStdin(terminal)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .withEnv(List.of("TERM=xterm-256color", "LANG=C.UTF-8"))
                    .exec()
                    .getId();
        } catch (DockerException e) {
            throw new IOException("cannot run " + command[0] + " in box " + id + ": " + e.getMessage(), e);
        }
    }

    private EngineSocket start(String exec, boolean terminal) throws IOException {
        return EngineSocket.upgrade(
                socket, "/exec/" + exec + "/start", "{\"Detach\":false,\"Tty\":" + terminal + "}", UPGRADE_LIMIT);
    }
}
