package dev.packetwalk.sandbox.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A keeper and a box made with the engine's command-line client exactly as containers/README.md says, so that the images are tested
 * without the adapter. Closing removes both.
 */
final class ContainerPair implements AutoCloseable {
    private static final List<String> KEEPER_CAPABILITIES =
            List.of("SYS_ADMIN", "NET_ADMIN", "NET_RAW", "NET_BIND_SERVICE", "SETUID", "SETGID", "SETPCAP");
    private static final List<String> BOX_CAPABILITIES =
            List.of("NET_ADMIN", "NET_RAW", "SETUID", "SETGID", "CHOWN", "DAC_OVERRIDE", "FOWNER");

    private final String keeperName;
    private final String boxName;
    private final KeeperPipe pipe;

    /** What a program printed on both of its streams, and how it ended. */
    record Outcome(int status, String output) {}

    private ContainerPair(String keeperName, String boxName, KeeperPipe pipe) {
        this.keeperName = keeperName;
        this.boxName = boxName;
        this.pipe = pipe;
    }

    /** Starts a pair; returns when the keeper is ready and the box runs. */
    static ContainerPair start(String topology, boolean forwarding) {
        Images images = Images.built();
        String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        String keeper = "packetwalk-test-keeper-" + suffix;
        String box = "packetwalk-test-box-" + suffix;
        try {
            succeed(createKeeper(keeper, images.keeper(), topology, forwarding));
            KeeperPipe pipe = KeeperPipe.start(keeper);
            pipe.awaitReady();
            succeed(createBox(box, images.box(), keeper));
            succeed(List.of("docker", "start", box));
            return new ContainerPair(keeper, box, pipe);
        } catch (RuntimeException | Error e) {
            run(List.of("docker", "rm", "--force", box, keeper), 30);
            throw e;
        }
    }

    /** Starts a keeper whose set-up fails; returns how it ended. */
    static Outcome failToStart(String topology) {
        String keeper = "packetwalk-test-keeper-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        try {
            succeed(createKeeper(keeper, Images.built().keeper(), topology, false));
            return run(List.of("docker", "start", "--attach", keeper), 30);
        } finally {
            run(List.of("docker", "rm", "--force", keeper), 30);
        }
    }

    KeeperPipe keeper() {
        return pipe;
    }

    /** Runs a script in the box. */
    Outcome inBox(String script) {
        return run(List.of("docker", "exec", boxName, "bash", "-c", script), 60);
    }

    /** Runs a script in the box that has to succeed; returns what it printed. */
    String doInBox(String script) {
        return succeed(List.of("docker", "exec", boxName, "bash", "-c", script));
    }

    /** Runs a script beside the keeper's program, with all that its container started with. */
    Outcome inKeeper(String script) {
        return run(List.of("docker", "exec", keeperName, "sh", "-c", script), 60);
    }

    /** What a command prints in each network namespace of the world: the box's, the internet's and the hosts', as they were made. */
    String inEachNamespace(String command) {
        return succeed(List.of("docker", "exec", keeperName, "bash", "-c", """
                seen=
                for process in $(cd /proc && printf '%%s\n' [1-9]* | sort --numeric-sort); do
                  namespace=$(readlink "/proc/$process/ns/net") && read -r name < "/proc/$process/comm" || continue
                  if [ "$name" = keeper ] && [[ "$seen" != *"$namespace"* ]]; then
                    seen+=$namespace
                    nsenter --net="/proc/$process/ns/net" %s
                  fi
                done 2>&1""".formatted(command)));
    }

    /** The processes of the keeper's container, as the host numbers them. */
    List<Long> keeperProcesses() {
        return succeed(List.of("docker", "top", keeperName, "-eo", "pid"))
                .lines()
                .skip(1)
                .map(line -> Long.valueOf(line.strip()))
                .toList();
    }

    @Override
    public void close() {
        pipe.close();
        run(List.of("docker", "rm", "--force", boxName, keeperName), 30);
    }

    private static List<String> createKeeper(String name, String image, String topology, boolean forwarding) {
        List<String> command = new ArrayList<>(List.of("docker", "create", "--name", name, "--interactive"));
        command.addAll(List.of("--network", "none", "--hostname", "web01", "--dns", "10.77.0.2"));
        command.addAll(List.of("--read-only", "--log-driver", "none", "--shm-size", "4m", "--cap-drop", "ALL"));
        KEEPER_CAPABILITIES.forEach(capability -> command.addAll(List.of("--cap-add", capability)));
        command.addAll(security(SystemCalls.keeper()));
        command.addAll(List.of("--sysctl", "net.ipv4.ip_forward=" + (forwarding ? 1 : 0)));
        command.addAll(List.of("--sysctl", "net.ipv4.icmp_ratelimit=0"));
        command.addAll(List.of("--memory", "96m", "--memory-swap", "96m", "--pids-limit", "96"));
        command.addAll(List.of("--env", "PACKETWALK_TOPOLOGY=" + topology, image));
        return command;
    }

    private static List<String> createBox(String name, String image, String keeper) {
        List<String> command = new ArrayList<>(List.of("docker", "create", "--name", name));
        command.addAll(List.of("--network", "container:" + keeper, "--log-driver", "none", "--cap-drop", "ALL"));
        BOX_CAPABILITIES.forEach(capability -> command.addAll(List.of("--cap-add", capability)));
        command.addAll(security(SystemCalls.box()));
        command.addAll(List.of("--pids-limit", "256", "--memory", "256m", "--memory-swap", "256m", image));
        return command;
    }

    /** The command-line client takes a profile as a file, which the engine's adapter sends along. */
    private static List<String> security(String systemCalls) {
        try {
            Path profile = Files.createTempFile("system-calls", ".json");
            profile.toFile().deleteOnExit();
            Files.writeString(profile, systemCalls);
            return List.of("--security-opt", "no-new-privileges", "--security-opt", "seccomp=" + profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String succeed(List<String> command) {
        Outcome outcome = run(command, 60);
        if (outcome.status() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + "\nended with " + outcome.status() + ":\n" + outcome.output());
        }
        return outcome.output();
    }

    private static Outcome run(List<String> command, int limitSeconds) {
        try {
            Path output = Files.createTempFile("container", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                process.getOutputStream().close();
                if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            String.join(" ", command) + "\ntook longer than " + limitSeconds + " s");
                }
                return new Outcome(process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
