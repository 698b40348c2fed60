package dev.packetwalk.netfilter.walk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A box with the address 10.77.0.1 on eth0, and a host outside from which anything can be sent to it; both are network
 * namespaces that go away with this object. Needs root.
 */
final class NetworkNamespaces implements AutoCloseable {
    static final String BOX_MAC = "02:00:00:00:00:01";
    static final String OUTSIDE_MAC = "02:00:00:00:00:02";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** A table of our own keeps connection tracking on, whatever the rules under test look at. */
    private static final String KEEP_TRACKING =
            "add table ip keep; add chain ip keep c { type filter hook forward priority 0; }; add rule ip keep c ct state new";

    private final String box;
    private final String outside;

    NetworkNamespaces() throws IOException, InterruptedException {
        String name = "pw-nf-" + ProcessHandle.current().pid() + "-";
        box = name + "box";
        outside = name + "out";
        run("ip", "netns", "add", box);
        run("ip", "netns", "add", outside);
        run(
                "ip",
                "link",
                "add",
                "eth0",
                "netns",
                box,
                "address",
                BOX_MAC,
                "type",
                "veth",
                "peer",
                "name",
                "w0",
                "netns",
                outside,
                "address",
                OUTSIDE_MAC);
        run("ip", "-n", box, "link", "set", "lo", "up");
        run("ip", "-n", box, "addr", "add", "10.77.0.1/24", "dev", "eth0");
        run("ip", "-n", box, "link", "set", "eth0", "up");
        run("ip", "-n", outside, "link", "set", "w0", "up");
        // Whoever the box answers to is known: a failed ARP request would come back as one more packet, seconds later.
        for (String neighbour : List.of("10.77.0.2", "10.77.0.5", "10.77.0.9")) {
            run("ip", "-n", box, "neigh", "add", neighbour, "lladdr", OUTSIDE_MAC, "dev", "eth0");
        }
        run("ip", "-n", box, "route", "add", "default", "via", "10.77.0.2");
        inBox(
                "sysctl",
                "-qw",
                "net.ipv6.conf.all.disable_ipv6=1",
                "net.ipv4.conf.all.rp_filter=0",
                "net.ipv4.conf.eth0.rp_filter=0");
        inBox("nft", KEEP_TRACKING);
        inBox("sysctl", "-qw", "net.netfilter.nf_conntrack_tcp_be_liberal=1", "net.netfilter.nf_conntrack_tcp_loose=0");
    }

    Path outsidePath() {
        return Path.of("/run/netns", outside);
    }

    String inBox(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", box));
        words.addAll(List.of(command));
        return run(words.toArray(String[]::new));
    }

    /** Replaces all rules of iptables, and counters with them. */
    void load(String rules) throws IOException, InterruptedException {
        Path file = Files.createTempFile("rules", ".save");
        try {
            Files.writeString(file, rules);
            inBox("nft", "flush ruleset");
            inBox("nft", KEEP_TRACKING);
            inBox("iptables-restore", file.toString());
        } finally {
            Files.delete(file);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("no end within " + LIMIT + ": " + String.join(" ", command));
            }
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + text);
            }
            return text;
        } finally {
            Files.delete(output);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            run("ip", "netns", "del", box);
            run("ip", "netns", "del", outside);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
