package dev.packetwalk.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which OCI runtime starts the containers. Where none is set it is crun, if the engine offers it and it works on this machine: a container
 * starts with a third less of a processor's time than with runc. Not every machine is one for it (it refuses control groups of both
 * versions at once), so it is tried first, on a container of no other use.
 */
final class RuntimeChoice {
    private static final System.Logger LOG = System.getLogger(RuntimeChoice.class.getName());
    /** As it is called in the engine's settings by everyone who adds it. */
    static final String QUICK = "crun";

    private static final String TRIAL = "trial";

    private final DockerClient client;
    private final DockerSettings settings;
    private final String quick;
    private Optional<String> chosen = Optional.empty();
    private boolean known;

    /** @param quick what is taken if it works */
    RuntimeChoice(DockerClient client, DockerSettings settings, String quick) {
        this.quick = quick;
        this.client = client;
        this.settings = settings;
    }

    /**
     * Empty for the engine's own default. Known from the first time on, unless the image to try it with was missing.
     *
     * @param offered by the engine
     */
    synchronized Optional<String> among(Set<String> offered, KernelHas kernel) {
        if (settings.runtime().isPresent()) {
            return settings.runtime();
        }
        if (!known && offered.contains(quick)) {
            tryOut(kernel);
        }
        return chosen;
    }

    private void tryOut(KernelHas kernel) {
        try {
            startAndEnd(kernel);
            chosen = Optional.of(quick);
            known = true;
            LOG.log(System.Logger.Level.INFO, "containers are started by {0}", quick);
        } catch (NotFoundException e) {
            LOG.log(System.Logger.Level.DEBUG, "there is no image yet to try a runtime with", e);
        } catch (DockerException e) {
            known = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the Docker engine offers {0}, but it starts no container here ({1}); the engine''s default is used, which takes"
                            + " longer. PACKETWALK_ENGINE_RUNTIME=… chooses another",
                    quick,
                    e.getMessage());
        }
    }

    /**
     * A keeper asks more of a runtime than a box. It is ended by force, as every sandbox is: there are AppArmor profiles that let a runtime
     * start containers and not send them signals.
     */
    private void startAndEnd(KernelHas kernel) {
        removeLeft();
        HostConfig config = Containers.keeper(false, kernel, Optional.of(quick));
        String id = client.createContainerCmd(settings.keeperImage())
                .withName("packetwalk-" + TRIAL + "-" + UUID.randomUUID())
                .withLabels(labels())
                .withHostConfig(config)
                .withNetworkDisabled(true)
                .withEntrypoint("sleep", "30")
                .exec()
                .getId();
        try {
            client.startContainerCmd(id).exec();
        } catch (DockerException e) {
            remove(id);
            throw e;
        }
        client.removeContainerCmd(id).withForce(true).exec();
    }

    /** A server that was killed at that moment leaves one. */
    private void removeLeft() {
        client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(labels())
                .exec()
                .forEach(left -> remove(left.getId()));
    }

    private void remove(String id) {
        try {
            client.removeContainerCmd(id).withForce(true).exec();
        } catch (DockerException e) {
            LOG.log(System.Logger.Level.DEBUG, "removing a container that tried a runtime", e);
        }
    }

    private Map<String, String> labels() {
        return Map.of(
                Containers.INSTALLATION, settings.installation().toString(),
                Containers.SERVER, settings.server(),
                Containers.PART, TRIAL);
    }
}
