package dev.packetwalk.netfilter.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Three network namespaces: a box, a host outside on its eth0, a host behind on its docker0. They go away with this object; what a process
 * that ended without it has left is removed at the next start. Neither host has addresses, so nothing answers by itself.
 */
final class Namespaces implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("/run/netns");
    private static final String PREFIX = "pw-nf-";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** No neighbour has to be asked for (arp off), so no packet is ever sent but those that a test causes. */
    private static final String SET_UP = """
            set -e
            ip netns add $N-box; ip netns add $N-out; ip netns add $N-behind
            ip link add eth0 netns $N-box address 02:00:00:00:00:01 type veth peer name w0 netns $N-out address 02:00:00:00:00:02
            ip link add docker0 netns $N-box address 02:00:00:00:00:03 type veth peer name w0 netns $N-behind address 02:00:00:00:00:04
            ip netns exec $N-box sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 \
                net.ipv4.conf.eth0.rp_filter=0 net.ipv4.conf.docker0.rp_filter=0 net.ipv4.conf.all.send_redirects=0 \
                net.ipv4.conf.eth0.send_redirects=0 net.ipv4.conf.docker0.send_redirects=0 net.ipv4.icmp_ratemask=0 \
                net.ipv6.conf.all.forwarding=1 net.ipv6.conf.eth0.addr_gen_mode=1 net.ipv6.conf.docker0.addr_gen_mode=1 \
                net.ipv6.icmp.ratelimit=0 net.ipv6.conf.all.accept_ra=0 net.netfilter.nf_conntrack_tcp_be_liberal=1
            ip netns exec $N-out sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv4.conf.all.arp_ignore=8
            ip netns exec $N-behind sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv4.conf.all.arp_ignore=8
            ip -n $N-out link set w0 arp off up
            ip -n $N-behind link set w0 arp off up
            ip -n $N-box link set lo up
            ip -n $N-box addr add 10.77.0.1/24 brd + dev eth0
            ip -n $N-box addr add 10.77.0.4/24 brd + dev eth0
            ip -n $N-box addr add 172.17.0.1/16 brd + dev docker0
            ip -n $N-box addr add fd77::1/64 dev eth0 nodad
            ip -n $N-box addr add fd17::1/64 dev docker0 nodad
            ip -n $N-box link set eth0 arp off up
            ip -n $N-box link set docker0 arp off up
            ip -n $N-box route add default via 10.77.0.2
            ip -n $N-box -6 route add default via fd77::2
            """;

    private final String name = PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();

    Namespaces() throws IOException, InterruptedException {
        sweep();
        run(List.of("sh", "-c", SET_UP.replace("$N", name)), "");
    }

    Path box() {
        return DIRECTORY.resolve(name + "-box");
    }

    Path outside() {
        return DIRECTORY.resolve(name + "-out");
    }

    Path behind() {
        return DIRECTORY.resolve(name + "-behind");
    }

    /** Removes namespaces of processes that are gone. */
    private static void sweep() throws IOException, InterruptedException {
        if (!Files.isDirectory(DIRECTORY)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            all = files.toList();
        }
        for (Path namespace : all) {
            String file = namespace.getFileName().toString();
            if (file.matches(PREFIX + "[0-9]+-.*")) {
                long pid = Long.parseLong(file.split("-", -1)[2]);
                if (ProcessHandle.of(pid).isEmpty()) {
                    run(List.of("ip", "netns", "del", file), "");
                }
            }
        }
    }

    /** Runs a command in the calling thread's namespace; returns what it printed on both outputs. */
    static String run(List<String> command, String input) throws IOException, InterruptedException {
        Path in = Files.createTempFile("input", ".txt");
        Path out = Files.createTempFile("output", ".txt");
        try {
            Files.writeString(in, input, StandardCharsets.ISO_8859_1);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .start();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("no end within " + LIMIT + ": " + String.join(" ", command));
            }
            String text = Files.readString(out, StandardCharsets.ISO_8859_1);
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + text);
            }
            return text;
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            for (String part : List.of("box", "out", "behind")) {
                run(List.of("ip", "netns", "del", name + "-" + part), "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
