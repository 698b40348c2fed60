package dev.packetwalk.web;

import dev.packetwalk.sandbox.SandboxSettings;
import dev.packetwalk.sandbox.Topology;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What an operator decides about a lab. Each can be set as an environment variable: {@code PACKETWALK_SANDBOXES_MAXIMUM=100}. */
@ConfigMapping(prefix = "packetwalk")
public interface LabConfig {
    /** Where the server keeps what must survive it. */
    Path data();

    /** Names this server among those that share a database; the host's name does while each has a host of its own. */
    @WithDefault("${HOSTNAME:server}")
    String server();

    /** Limits on sandboxes. */
    SandboxLimits sandboxes();

    /** How many sandboxes there are, and for how long. */
    interface SandboxLimits {
        /** How many are kept ready for each topology that an exercise asks for; 0 makes each when it is asked for. */
        @WithDefault("2")
        int warm();

        /** The most at a time, warm ones included. One takes 10 to 40 MiB of memory while it is used as meant, 350 at worst. */
        @WithDefault("50")
        int maximum();

        /** The most that one learner holds: one for each machine of the lesson, since going on must not cost what was built. */
        @WithDefault("4")
        int perLearner();

        /** How long one lives after the learner's last key or click. */
        @WithDefault("45M")
        Duration idleLimit();

        /** How long before its end the learner is warned. */
        @WithDefault("5M")
        Duration warning();

        /** What an extension gives, counted from when it is asked for. */
        @WithDefault("45M")
        Duration extension();

        /** How long one lives at most. */
        @WithDefault("8H")
        Duration hardLimit();

        /** How long a place in the queue is kept for a page that no longer asks. */
        @WithDefault("30S")
        Duration placeExpiry();

        /** How long making one may take. */
        @WithDefault("30S")
        Duration startLimit();

        /** As the sandbox room wants it. */
        default SandboxSettings settings(String server, List<Topology> topologies) {
            return new SandboxSettings(
                    server,
                    topologies.stream()
                            .map(t -> new SandboxSettings.Pool(t, warm()))
                            .toList(),
                    maximum(),
                    perLearner(),
                    idleLimit(),
                    warning(),
                    extension(),
                    hardLimit(),
                    placeExpiry(),
                    startLimit());
        }
    }
}
