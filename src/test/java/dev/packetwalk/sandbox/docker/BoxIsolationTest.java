package dev.packetwalk.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.SandboxEngine.Found;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Topology;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A learner is root in the box, and hostile: what they try reaches nothing but their own world. */
@Tag("engine")
@Timeout(180)
class BoxIsolationTest {
    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private SandboxId id = SandboxId.random();
    private TestBox box = unset();

    @BeforeEach
    void create() throws IOException {
        id = SandboxId.random();
        ENGINE.engine().create(id, Topology.plain("plain"));
        box = new TestBox(ENGINE.engine(), id);
    }

    @AfterEach
    void remove() {
        box.close();
        ENGINE.engine().remove(id);
    }

    @SuppressWarnings("NullAway") // Set before each test.
    private static TestBox unset() {
        return null;
    }

    @Test
    void nothing_answers_but_the_world() throws IOException {
        assertThat(box.run("curl -s -m 5 -o /dev/null http://10.77.0.2/")).isEqualTo("[0]");

        AtomicInteger reached = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> acceptAll(server, reached));
            try (Socket control = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
                await().until(() -> reached.get() == 1 && control.isConnected());
            }
            List<String> targets = new ArrayList<>(List.of("169.254.169.254:80", "127.0.0.1:2375", "10.77.0.2:2375"));
            for (String address : hostAddresses()) {
                targets.add(address + ":" + server.getLocalPort());
                targets.add(address + ":22");
                targets.add(address + ":2375");
            }
            // First as the box is, then as if the addresses were on the same wire.
            assertThat(answering(List.of("10.77.0.2:80", "10.77.0.2:2375"))).isEqualTo("10.77.0.2:80\n[0]");
            assertThat(answering(targets)).isEqualTo("[0]");
            List<String> addresses = targets.stream()
                    .map(target -> target.substring(0, target.indexOf(':')))
                    .distinct()
                    // The box's own, whatever the routes say.
                    .filter(address -> !address.equals("127.0.0.1"))
                    .toList();
            box.run("for a in " + String.join(" ", addresses) + "; do ip route replace $a dev eth0; done");
            assertThat(box.run("ip route show dev eth0")).contains(addresses);
            assertThat(answering(targets)).as("on the same wire").isEqualTo("[0]");
            box.run("for a in " + String.join(" ", addresses) + "; do ip route del $a dev eth0; done");
            assertThat(reached).as("connections that reached the host").hasValue(1);
        }
        assertThat(box.run("ls /var/run/docker.sock /run/docker.sock")).endsWith("[2]");
    }

    /** Those to which the box can connect, a line each. All are tried at once, because most never answer. */
    private String answering(List<String> targets) throws IOException {
        return box.run(targets.stream()
                .map(target -> "{ t=$(curl -s -m 1 -o /dev/null -w '%{time_connect}' telnet://" + target
                        + " </dev/null); test \"$t\" = 0.000000 || echo " + target + "; } & ")
                .collect(Collectors.joining("", "", "wait")));
    }

    private static void acceptAll(ServerSocket server, AtomicInteger reached) {
        try {
            while (true) {
                server.accept().close();
                reached.incrementAndGet();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static List<String> hostAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .filter(address -> !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @Test
    void another_sandbox_is_out_of_reach() throws IOException {
        SandboxId other = SandboxId.random();
        ENGINE.engine().create(other, Topology.plain("plain"));
        try (TestBox neighbour = new TestBox(ENGINE.engine(), other)) {
            neighbour.run("ip addr add 10.77.0.99/24 dev eth0");
            neighbour.type("nc -lk 10.77.0.99 4444 >/tmp/heard &");
            assertThat(neighbour.run("sleep 0.5; echo itself | nc -N -w 2 10.77.0.99 4444"))
                    .endsWith("[0]");

            assertThat(box.run("echo forged | nc -N -w 2 10.77.0.99 4444")).doesNotEndWith("[0]");
            assertThat(box.run("ip neigh replace 10.77.0.99 lladdr ff:ff:ff:ff:ff:ff dev eth0;"
                            + " echo forged | nc -u -N -w 1 10.77.0.99 4444; ping -c 1 -W 1 10.77.0.99"))
                    .doesNotEndWith("[0]");
            assertThat(neighbour.run("cat /tmp/heard")).isEqualTo("itself\n[0]");
        } finally {
            ENGINE.engine().remove(other);
        }
    }

    @Test
    void root_has_seven_capabilities_and_can_gain_none() throws IOException {
        // capabilities(7): CHOWN 0, DAC_OVERRIDE 1, FOWNER 3, SETGID 6, SETUID 7, NET_ADMIN 12, NET_RAW 13.
        long seven = 1 | 1 << 1 | 1 << 3 | 1 << 6 | 1 << 7 | 1 << 12 | 1 << 13;
        assertThat(box.run("grep -E '^(CapBnd|NoNewPrivs|Seccomp):' /proc/self/status"))
                .isEqualTo("CapBnd:\t%016x\nNoNewPrivs:\t1\nSeccomp:\t2\n[0]".formatted(seven));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mount -t tmpfs none /mnt",
                "mount -o remount,rw /proc/sys",
                "umount /proc/sys",
                "unshare -n true",
                "unshare -U true",
                "unshare -m true",
                "mknod /root/disk b 254 0",
                "chroot / true",
                "echo 1 >/proc/sys/net/ipv4/ip_forward",
                "echo '|/bin/true' >/proc/sys/kernel/core_pattern",
                "echo h >/proc/sysrq-trigger",
                "dmesg",
                "nsenter -t 1 -n -m true",
                "cat /proc/kcore"
            })
    void what_leads_out_of_a_container_is_refused(String command) throws IOException {
        assertThat(box.run(command)).doesNotEndWith("[0]");
    }

    /** A program of 132 bytes that asks to end by {@code int 0x80}, the 32-bit way, which a 64-bit program may take as well. */
    @Test
    void system_calls_of_32_bit_programs_end_whoever_makes_them() throws IOException {
        assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
        String program =
                "f0VMRgIBAQAAAAAAAAAAAAIAPgABAAAAeABAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAEAAOAABAAAAAAAAAAEAAAAFAAAAAAAAAAAAAAAA"
                        + "AEAAAAAAAAAAQAAAAAAAhAAAAAAAAACEAAAAAAAAAAAQAAAAAAAAuAEAAAC7AAAAAM2A";

        assertThat(box.run("printf %s " + program + " | base64 -d >/root/old; chmod +x /root/old; /root/old"))
                .doesNotEndWith("[0]");
    }

    @Test
    void only_kinds_of_sockets_that_a_lesson_has_are_made() throws IOException {
        String script = "for (@ARGV) { print \"$_ \", (socket(my $s, $_, 2, 0) ? \"made\" : $!), \"\\n\" }";

        // AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET; AF_CAN, AF_TIPC, AF_ALG, AF_VSOCK
        assertThat(box.run("perl -e '" + script + "' 1 2 10 16 17 29 30 38 40").lines())
                .containsExactly(
                        "1 made",
                        "2 made",
                        "10 made",
                        "16 made",
                        "17 made",
                        "29 Operation not permitted",
                        "30 Operation not permitted",
                        "38 Operation not permitted",
                        "40 Operation not permitted",
                        "[0]");
    }

    @Test
    void neither_keeper_nor_world_is_to_be_seen() throws IOException {
        assertThat(box.run("cat /proc/[0-9]*/comm | sort -u"))
                .doesNotContain("keeper")
                .doesNotContain("dnsmasq")
                .doesNotContain("httpd");
    }

    @Test
    void a_fork_bomb_stays_in_its_box() throws IOException {
        box.type("bomb() { bomb | bomb & }; bomb 2>/dev/null");
        SandboxId other = SandboxId.random();
        ENGINE.engine().create(other, Topology.plain("plain"));
        try (Keeper keeper = ENGINE.engine().connect(id);
                TestBox neighbour = new TestBox(ENGINE.engine(), other)) {
            keeper.ping();
            assertThat(keeper.ruleset().generation()).isPositive();
            assertThat(neighbour.run("echo well")).isEqualTo("well\n[0]");
        } finally {
            ENGINE.engine().remove(other);
        }
        ENGINE.engine().remove(id);
        assertThat(ENGINE.engine().list()).extracting(Found::id).doesNotContain(id);
    }

    @Test
    void the_number_of_processes_is_limited() throws IOException {
        // Counted by the shell itself: with the limit reached, it can start no program that counts.
        String started =
                box.run("bash -c 'for i in $(seq 400); do sleep 5 & done' 2>/dev/null; set -- /proc/[0-9]*; echo $#");
        assertThat(Integer.parseInt(started.lines().findFirst().orElse("0"))).isBetween(200, 256);
    }

    @Test
    void who_takes_too_much_memory_is_ended_and_the_box_is_not() throws IOException {
        assertThat(box.run("tail /dev/zero")).contains("[137]");
        assertThat(box.run("echo well")).isEqualTo("well\n[0]");
    }

    @Test
    void a_file_has_a_limit() throws IOException {
        assertThat(box.run("dd if=/dev/zero of=/root/large bs=1M count=100")).doesNotEndWith("[0]");
        assertThat(box.run("stat -c %s /root/large")).isEqualTo((64 << 20) + "\n[0]");
    }

    @Test
    void packages_come_from_the_world() throws IOException {
        assertThat(box.run(
                        "apt-get update -q && apt-get install -y -q iptables && iptables-save", Duration.ofSeconds(60)))
                .endsWith("[0]");
    }
}
