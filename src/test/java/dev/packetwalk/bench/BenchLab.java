package dev.packetwalk.bench;

import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.PostgresSandboxLedger;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.sandbox.Claim;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxSettings;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.sandbox.Topology;
import dev.packetwalk.sandbox.docker.DockerSandboxEngine;
import dev.packetwalk.sandbox.docker.DockerSettings;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** The real sandboxes, on the real engine and a real PostgreSQL, without the pages. Closing removes every container. */
final class BenchLab implements AutoCloseable {
    static final Topology PLAIN = Topology.plain("bench");
    private static final int SIDE_BY_SIDE = 4;

    final DockerSandboxEngine engine;
    final Sandboxes sandboxes;
    private final TestDatabase database = new TestDatabase().create();

    /** With all the work in the background, as a server has it. */
    static BenchLab running(int warm, int maximum) {
        BenchLab lab = new BenchLab(warm, maximum);
        lab.sandboxes.start();
        return lab;
    }

    /** For who uses the engine directly: nobody removes what the ledger does not know. */
    static BenchLab engineOnly() {
        return new BenchLab(0, 1);
    }

    private BenchLab(int warm, int maximum) {
        PostgresSandboxLedger ledger = new PostgresSandboxLedger(database.jdbi());
        engine = new DockerSandboxEngine(new DockerSettings(
                Path.of("/var/run/docker.sock"),
                ledger.installation(),
                "bench",
                required("PACKETWALK_BOX_IMAGE"),
                required("PACKETWALK_KEEPER_IMAGE"),
                Optional.empty(),
                DockerSettings.Limits.DEFAULT));
        SandboxSettings settings = new SandboxSettings(
                "bench",
                warm == 0 ? List.of() : List.of(new SandboxSettings.Pool(PLAIN, warm)),
                maximum,
                maximum,
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ofHours(2),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1));
        sandboxes = new Sandboxes(engine, ledger, settings, InstantSource.system());
    }

    /** Claims for a learner of its own. */
    Lease claim() {
        return switch (sandboxes.claim(UUID.randomUUID(), "bench/bench", PLAIN)) {
            case Claim.Granted granted -> granted.lease();
            case Claim.Queued queued -> throw new IllegalStateException("no room: " + queued);
            case Claim.TooMany many -> throw new IllegalStateException("too many: " + many);
        };
    }

    /** Claims many, a few at a time. */
    List<Lease> claim(int count) throws Exception {
        Semaphore room = new Semaphore(SIDE_BY_SIDE);
        List<Lease> leases = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Lease>> claims = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                claims.add(threads.submit(() -> {
                    room.acquire();
                    try {
                        return claim();
                    } finally {
                        room.release();
                    }
                }));
            }
            for (Future<Lease> claim : claims) {
                leases.add(claim.get());
            }
        }
        return leases;
    }

    /** Waits until this many are ready and nobody's. */
    void awaitWarm(int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (sandboxes.census().warm() < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the pool did not fill: " + sandboxes.census());
            }
            Thread.sleep(20);
        }
    }

    /** With a pool of connections, as a server has it; closed with the process. */
    Database database() throws SQLException {
        return new Database(AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(20)
                        .connectionFactoryConfiguration(connection ->
                                connection.jdbcUrl(database.jdbcUrl()).principal(new NamePrincipal("postgres"))))));
    }

    static String required(String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            throw new IllegalStateException(variable + " is not set: run ./packetwalk bench");
        }
        return value;
    }

    @Override
    public void close() {
        sandboxes.close();
        engine.list().forEach(found -> engine.remove(found.id()));
        engine.close();
        database.drop();
    }
}
