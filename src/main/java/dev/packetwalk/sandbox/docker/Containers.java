package dev.packetwalk.sandbox.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Ulimit;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Topology;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the two containers of a sandbox are called, labelled with and allowed; the reasons are in containers/README.md. */
final class Containers {
    static final String INSTALLATION = "dev.packetwalk.installation";
    static final String SANDBOX = "dev.packetwalk.sandbox";
    static final String TOPOLOGY = "dev.packetwalk.topology";
    static final String SERVER = "dev.packetwalk.server";
    static final String PART = "dev.packetwalk.part";

    static final String BOX_HOSTNAME = "web01";

    private static final long MEBIBYTE = 1 << 20;
    private static final long KEEPER_MEMORY = 96 * MEBIBYTE;
    private static final long KEEPER_PROCESSES = 96;
    private static final long KEEPER_SHARED_MEMORY = 4 * MEBIBYTE;

    private static final String NO_NEW_PRIVILEGES = "no-new-privileges";
    private static final Capability[] KEEPER_CAPABILITIES = {
        Capability.SYS_ADMIN,
        Capability.NET_ADMIN,
        Capability.NET_RAW,
        Capability.NET_BIND_SERVICE,
        Capability.SETUID,
        Capability.SETGID,
        Capability.SETPCAP
    };
    private static final Capability[] BOX_CAPABILITIES = {
        Capability.NET_ADMIN,
        Capability.NET_RAW,
        Capability.SETUID,
        Capability.SETGID,
        Capability.CHOWN,
        Capability.DAC_OVERRIDE,
        Capability.FOWNER
    };

    private Containers() {}

    /** The two halves of a sandbox. */
    enum Part {
        KEEPER("keeper"),
        BOX("box");

        private final String label;

        Part(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        /** Names within one engine; that they are taken shows a half-made sandbox of the same id. */
        String name(SandboxId id) {
            return "packetwalk-" + id + "-" + label;
        }
    }

    static Map<String, String> labels(DockerSettings settings, SandboxId id, String topology, Part part) {
        return Map.of(
                INSTALLATION, settings.installation().toString(),
                SANDBOX, id.value(),
                TOPOLOGY, topology,
                SERVER, settings.server(),
                PART, part.label());
    }

    /** @param runtime the engine's default when empty */
    static HostConfig keeper(boolean forwarding, KernelHas kernel, Optional<String> runtime) {
        Map<String, String> sysctls = new HashMap<>();
        sysctls.put("net.ipv4.ip_forward", forwarding ? "1" : "0");
        sysctls.put("net.ipv4.icmp_ratelimit", "0");
        if (kernel.ownIcmpLimits()) {
            sysctls.put("net.ipv4.icmp_msgs_per_sec", "100000");
            sysctls.put("net.ipv4.icmp_msgs_burst", "10000");
        }
        HostConfig config = HostConfig.newHostConfig()
                .withNetworkMode("none")
                .withReadonlyRootfs(true)
                .withShmSize(KEEPER_SHARED_MEMORY)
                .withCapDrop(Capability.ALL)
                .withCapAdd(KEEPER_CAPABILITIES)
                .withSecurityOpts(security(kernel, SystemCalls.keeper()))
                .withSysctls(sysctls)
                .withMemory(KEEPER_MEMORY)
                .withMemorySwap(KEEPER_MEMORY)
                .withPidsLimit(KEEPER_PROCESSES)
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
        runtime.ifPresent(config::withRuntime);
        return config;
    }

    /** @param runtime the engine's default when empty */
    static HostConfig box(DockerSettings.Limits limits, SandboxId id, KernelHas kernel, Optional<String> runtime) {
        long memory = limits.memoryMebibytes() * MEBIBYTE;
        long file = limits.fileMebibytes() * MEBIBYTE;
        HostConfig config = HostConfig.newHostConfig()
                .withNetworkMode("container:" + Part.KEEPER.name(id))
                .withCapDrop(Capability.ALL)
                .withCapAdd(BOX_CAPABILITIES)
                .withSecurityOpts(security(kernel, SystemCalls.box()))
                .withMemory(memory)
                .withMemorySwap(memory)
                .withPidsLimit((long) limits.processes())
                .withNanoCPUs((long) (limits.processors() * 1e9))
                .withUlimits(List.of(
                        new Ulimit("fsize", file, file),
                        new Ulimit("nofile", (long) limits.openFiles(), (long) limits.openFiles()),
                        new Ulimit("core", 0L, 0L)))
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
        limits.storageSize().ifPresent(size -> config.withStorageOpt(Map.of("size", size)));
        runtime.ifPresent(config::withRuntime);
        return config;
    }

    private static List<String> security(KernelHas kernel, String systemCalls) {
        return kernel.systemCallFilters()
                ? List.of(NO_NEW_PRIVILEGES, "seccomp=" + systemCalls)
                : List.of(NO_NEW_PRIVILEGES);
    }

    /** The topology as the keeper reads it from its environment: one statement a line, texts in Base64. */
    static String text(Topology topology) {
        StringBuilder text = new StringBuilder("packetwalk-topology 1\n");
        for (Topology.Host host : topology.hosts()) {
            String place = switch (host.place()) {
                case OUTSIDE -> "outside";
                case BEHIND -> "behind";
            };
            text.append("host ").append(place).append(' ').append(host.name()).append(' ');
            text.append(host.address()).append('\n');
            for (Topology.Listener listener : host.listeners()) {
                text.append("listen ").append(host.name()).append(' ').append(listener.port());
                text.append(' ').append(base64(listener.text())).append('\n');
            }
        }
        for (Topology.Traffic traffic : topology.traffic()) {
            text.append("traffic ").append(traffic.from()).append(' ');
            text.append(traffic.protocol().name().toLowerCase(Locale.ROOT)).append(' ');
            text.append(traffic.address()).append(' ').append(traffic.port()).append(' ');
            text.append(traffic.everyMillis()).append('\n');
        }
        if (!topology.rules().isEmpty()) {
            text.append("rules ").append(base64(topology.rules())).append('\n');
        }
        return text.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
