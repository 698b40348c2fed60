package dev.packetwalk.sandbox;

import dev.packetwalk.progress.PostgresSandboxLedger;
import dev.packetwalk.sandbox.docker.DockerSandboxEngine;
import dev.packetwalk.sandbox.docker.DockerSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * A server of its own process, made to be killed: learners claim, reset and release without a pause. It says what it has promised
 * ({@code granted ID}) after it did, and what it takes back ({@code gone ID}) before it does.
 */
final class BusyServer {
    static final Topology PLAIN = Topology.plain("plain");
    static final Topology OTHER = new Topology("other", true, List.of(), "");

    private BusyServer() {}

    /** Arguments: database, installation, image of the box, of the keeper, seed. */
    public static void main(String[] arguments) {
        SandboxEngine engine = new DockerSandboxEngine(new DockerSettings(
                Path.of("/var/run/docker.sock"),
                UUID.fromString(arguments[1]),
                "busy",
                arguments[2],
                arguments[3],
                Optional.empty(),
                DockerSettings.Limits.DEFAULT));
        SandboxLedger ledger = new PostgresSandboxLedger(Jdbi.create(arguments[0]));
        Sandboxes sandboxes = new Sandboxes(engine, ledger, settings(), InstantSource.system());
        sandboxes.start();
        Random random = new Random(Long.parseLong(arguments[4]));
        while (true) {
            visit(sandboxes, random);
        }
    }

    static SandboxSettings settings() {
        return SandboxSettings.defaults("busy", List.of(new SandboxSettings.Pool(PLAIN, 2)));
    }

    private static void visit(Sandboxes sandboxes, Random random) {
        UUID learner = UUID.randomUUID();
        Topology topology = random.nextBoolean() ? PLAIN : OTHER;
        if (sandboxes.claim(learner, "a", topology) instanceof Claim.Granted(Lease lease, boolean fresh)) {
            say("granted " + lease.id());
            if (random.nextInt(3) == 0) {
                say("gone " + lease.id());
                if (sandboxes.reset(lease.id(), topology) instanceof Claim.Granted(Lease next, boolean again)) {
                    say("granted " + next.id());
                    lease = next;
                }
            }
            if (random.nextInt(3) > 0) {
                say("gone " + lease.id());
                sandboxes.release(lease.id());
            }
        }
    }

    @SuppressWarnings("SystemOut") // Read by the test that started this process.
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
