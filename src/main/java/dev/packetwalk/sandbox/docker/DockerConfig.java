package dev.packetwalk.sandbox.docker;

import dev.packetwalk.sandbox.SandboxEngine;
import dev.packetwalk.sandbox.SandboxLedger;
import dev.packetwalk.sandbox.docker.DockerSettings.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;

/** The settings of the Docker engine and its containers: {@code packetwalk.engine.…}, or {@code PACKETWALK_ENGINE_…}. */
@ConfigMapping(prefix = "packetwalk.engine")
public interface DockerConfig {
    /** The engine's Unix socket. */
    @WithDefault("/var/run/docker.sock")
    Path socket();

    /** Names this server on the containers that it makes. */
    @WithDefault("${packetwalk.server:${HOSTNAME:server}}")
    String server();

    /** The box's image, as containers/build prints it. */
    @WithDefault("${packetwalk.box.image:packetwalk/box:latest}")
    String boxImage();

    /** The keeper's image, as containers/build prints it. */
    @WithDefault("${packetwalk.keeper.image:packetwalk/keeper:latest}")
    String keeperImage();

    /**
     * An OCI runtime that the engine knows, such as one with a kernel of its own for each container. Empty: crun where the engine offers
     * it and it works, else the engine's default.
     */
    Optional<String> runtime();

    /** A box's memory, in MiB. */
    @WithDefault("256")
    int memoryMebibytes();

    /** A box's processes and threads. */
    @WithDefault("256")
    int processes();

    /** A box's share of processors. */
    @WithDefault("0.5")
    double processors();

    /** The longest file that a box can write, in MiB. */
    @WithDefault("64")
    int fileMebibytes();

    /** The most files that a process in a box has open. */
    @WithDefault("4096")
    int openFiles();

    /** What a box may write in sum, in MiB. */
    @WithDefault("512")
    int diskMebibytes();

    /** How many files a box may make or change. */
    @WithDefault("50000")
    int diskFiles();

    /** Passed on as {@code --storage-opt size=}; only for engines whose storage driver supports it. */
    Optional<String> storageSize();

    /** Makes the engine of an application from its settings. */
    @Singleton
    final class Wiring {
        @Produces
        @Singleton
        SandboxEngine engine(DockerConfig config, SandboxLedger ledger) {
            return new DockerSandboxEngine(new DockerSettings(
                    config.socket(),
                    ledger.installation(),
                    config.server(),
                    config.boxImage(),
                    config.keeperImage(),
                    config.runtime(),
                    new Limits(
                            config.memoryMebibytes(),
                            config.processes(),
                            config.processors(),
                            config.fileMebibytes(),
                            config.openFiles(),
                            config.diskMebibytes(),
                            config.diskFiles(),
                            config.storageSize())));
        }

        void close(@Disposes SandboxEngine engine) {
            if (engine instanceof DockerSandboxEngine docker) {
                docker.close();
            }
        }
    }
}
