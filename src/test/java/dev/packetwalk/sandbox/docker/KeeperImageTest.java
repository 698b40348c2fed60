package dev.packetwalk.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.packetwalk.sandbox.docker.KeeperPipe.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The two images, as a learner and a server meet them: a plain box and its keeper. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeeperImageTest {
    private static final long NET_ADMIN_AND_NET_RAW = 1L << 12 | 1L << 13;
    private static final long NET_RAW = 1L << 13;
    private static final long NET_BIND_SERVICE = 1L << 10;
    private static final long NOTHING = 0;

    private final ContainerPair pair = ContainerPair.start("", false);
    private String installed = "";

    @BeforeAll
    void installIptables() {
        installed = pair.doInBox("apt update && apt install -y iptables conntrack nftables");
    }

    @AfterAll
    void remove() {
        pair.close();
    }

    @BeforeEach
    void flush() {
        pair.doInBox("nft flush ruleset");
        pair.keeper().ask("ping");
        pair.keeper().events().clear();
    }

    @Test
    void apt_installs_from_the_world_without_a_warning() {
        assertThat(installed).contains("Setting up iptables").doesNotContain("W: ", "E: ", "debconf:");
        assertThat(pair.doInBox("iptables --version")).contains("nf_tables");
    }

    @Test
    void every_name_leads_to_the_world_and_its_page() {
        assertThat(pair.doInBox("curl --silent --max-time 3 http://example.test/some/path"))
                .contains("Hello from the world");
        assertThat(pair.doInBox("ping -c 1 -W 1 anything.example")).contains("203.0.113.10", " 0% packet loss");
    }

    @Test
    void once_ready_no_process_keeps_what_the_set_up_needed() throws IOException {
        List<Long> held = new ArrayList<>();
        for (long process : pair.keeperProcesses()) {
            String status = Files.readString(Path.of("/proc/" + process + "/status"));
            held.add(capabilities(status, "CapEff"));
            assertThat(capabilities(status, "CapBnd")).isEqualTo(capabilities(status, "CapEff"));
            assertThat(status).contains("NoNewPrivs:\t1");
        }
        assertThat(held)
                .contains(NET_ADMIN_AND_NET_RAW)
                .isSubsetOf(NET_ADMIN_AND_NET_RAW, NET_RAW, NET_BIND_SERVICE, NOTHING);
    }

    @Test
    void all_that_sys_admin_is_good_for_in_the_keeper_is_a_network_namespace() {
        assertThat(pair.inKeeper("unshare --net true").status()).isZero();
        for (String other : List.of("unshare --mount true", "unshare --uts true", "mount -t tmpfs none /dev/shm")) {
            assertThat(pair.inKeeper(other).status()).as(other).isNotZero();
        }
    }

    @Test
    void the_rules_are_what_iptables_save_prints_of_one_generation() {
        pair.doInBox("iptables -A INPUT -i lo -j ACCEPT");

        Response rules = pair.keeper().ask("rules");

        assertThat(rules.ok()).isTrue();
        assertThat(rules.generation())
                .isEqualTo(pair.keeper().ask("ping").generation())
                .isPositive();
        assertThat(withoutDates(rules.first()))
                .isEqualTo(withoutDates(pair.doInBox("iptables-save -c")))
                .contains("-A INPUT -i lo -j ACCEPT");
        assertThat(rules.second()).isEmpty();
    }

    @Test
    void a_table_that_only_nft_shows_comes_as_the_second_part() {
        pair.doInBox("""
                nft add table inet mine
                nft 'add chain inet mine in { type filter hook input priority 0; }'
                nft add rule inet mine in tcp dport 5 drop""");

        Response rules = pair.keeper().ask("rules");

        assertThat(rules.first()).isEmpty();
        assertThat(rules.second())
                .startsWith("table inet mine {")
                .contains("tcp dport 5 drop")
                .doesNotContain("packetwalk");
    }

    @Test
    void a_change_is_told_with_its_generation_and_program() {
        pair.doInBox("iptables -A INPUT -j DROP");

        await().atMost(Duration.ofSeconds(5))
                .until(() -> !pair.keeper().events().isEmpty());

        long generation = pair.keeper().ask("ping").generation();
        assertThat(pair.keeper().events().remove()).matches("rules " + generation + " \\d+ iptables");
    }

    @Test
    void rules_that_iptables_legacy_made_are_told_as_comments_and_count_as_a_generation() {
        assumeTrue(pair.inBox("iptables-legacy -S").status() == 0, "this kernel has no tables of iptables-legacy");
        long before = pair.keeper().ask("rules").generation();
        pair.keeper().events().clear();
        pair.doInBox("iptables-legacy -A INPUT -s 192.0.2.9 -j DROP && iptables-legacy -P FORWARD DROP");

        Response rules = pair.keeper().ask("rules");

        assertThat(rules.generation()).isEqualTo(before + 1);
        assertThat(pair.keeper().events().remove()).isEqualTo("rules " + (before + 1) + " 0 iptables-legacy");
        assertThat(withoutDates(rules.first())).endsWith("""
                        # iptables-legacy filter: :FORWARD DROP [0:0]
                        # iptables-legacy filter: -A INPUT -s 192.0.2.9/32 -j DROP
                        """);
        assertThat(pair.keeper().ask("rules").generation()).isEqualTo(before + 1);

        pair.doInBox("iptables-legacy -F && iptables-legacy -P FORWARD ACCEPT");

        Response gone = pair.keeper().ask("rules");
        assertThat(gone.generation()).isEqualTo(before + 2);
        assertThat(gone.first()).doesNotContain("iptables-legacy");
    }

    @Test
    void a_programs_odd_name_cannot_break_the_protocol() {
        pair.doInBox("cd /tmp && cp \"$(readlink -f /usr/sbin/iptables-nft)\" $'a\\nE gap' "
                + "&& exec -a iptables $'./a\\nE gap' -A INPUT -j DROP");

        await().atMost(Duration.ofSeconds(5))
                .until(() -> !pair.keeper().events().isEmpty());

        assertThat(pair.keeper().events().remove()).matches("rules \\d+ \\d+ a\\?E gap");
        assertThat(pair.keeper().events()).isEmpty();
    }

    @Test
    void the_learner_cannot_remove_the_keepers_table_and_iptables_save_does_not_show_it() {
        assertThat(pair.inBox("nft delete table inet packetwalk").output()).contains("Operation not permitted");
        assertThat(pair.inBox("nft add rule inet packetwalk conntrack drop").output())
                .contains("Operation not permitted");
        assertThat(pair.doInBox("nft flush ruleset && nft list tables")).contains("table inet packetwalk");
        assertThat(pair.doInBox("iptables-save")).isEmpty();
    }

    @Test
    void a_learner_cannot_pose_as_the_kernel_to_the_keepers_programs() {
        pair.doInBox("""
                iptables -A INPUT -j DROP
                cat >/tmp/forge.pl <<'END'
                socket(my $netlink, 16, 3, 12) or die; # an empty answer of the kernel's, to each address that a program might have
                my $forged = pack("LSSLLL", 20, 2, 0, 0, 0, 0);
                my $end = time + 4;
                while (time < $end) { send($netlink, $forged, 0x40, pack("SSLL", 16, 0, $_, 0)) for 1 .. 600 }
                END
                perl /tmp/forge.pl >/dev/null 2>&1 &""");

        try {
            for (int i = 0; i < 40; i++) {
                assertThat(pair.keeper().ask("rules").first()).contains("-A INPUT -j DROP");
                assertThat(pair.keeper().ask("flows").ok()).isTrue();
            }
        } finally {
            // The box's own tools believe what the forger says: it must be gone before the next test uses them.
            pair.doInBox("pkill -f '[f]orge.pl' || true; while pgrep -f '[f]orge.pl' >/dev/null; do sleep 0.05; done");
        }
    }

    @Test
    void connections_are_tracked_before_any_rule_asks_for_it() {
        pair.doInBox("curl --silent --max-time 3 --output /dev/null http://example.test/");

        assertThat(pair.keeper().ask("flows").first())
                .containsPattern("ipv4 +2 tcp .*dst=203\\.0\\.113\\.10 .*dport=80 .*id=\\d+");
    }

    @Test
    void the_interfaces_are_the_boxs() {
        assertThat(pair.keeper().ask("interfaces").first()).containsPattern("(?m)^eth0@\\S+ +UP +10\\.77\\.0\\.3/24");
    }

    @Test
    void probes_tell_every_kind_of_answer() {
        pair.doInBox("""
                iptables -A INPUT -p tcp --dport 21 -j DROP
                iptables -A INPUT -p tcp --dport 22 -j REJECT
                iptables -A INPUT -p tcp --dport 23 -j REJECT --reject-with tcp-reset
                iptables -A INPUT -p udp --dport 24 -j REJECT --reject-with icmp-admin-prohibited
                iptables -A INPUT -p udp --dport 25 -j DROP
                iptables -A OUTPUT -p udp --dport 26 -j DROP
                """);

        assertThat(probe("box tcp 10.77.0.2 80")).isEqualTo("open SYN-ACK");
        assertThat(probe("internet tcp 10.77.0.3 20")).isEqualTo("refused RST");
        assertThat(probe("internet tcp 10.77.0.3 21")).isEqualTo("filtered nothing");
        assertThat(probe("internet tcp 10.77.0.3 22")).isEqualTo("refused ICMP 3/3");
        assertThat(probe("internet tcp 10.77.0.3 23")).isEqualTo("refused RST");
        assertThat(probe("internet udp 10.77.0.3 24")).isEqualTo("unreachable ICMP 3/13");
        assertThat(probe("internet udp 10.77.0.3 25")).isEqualTo("filtered nothing");
        assertThat(probe("box udp 10.77.0.2 26")).isEqualTo("filtered nothing: dropped where it was sent");
        assertThat(probe("internet udp 10.77.0.3 27")).isEqualTo("refused ICMP 3/3");
        assertThat(probe("box udp 10.77.0.2 53")).isEqualTo("reply datagram");
        assertThat(probe("internet icmp 10.77.0.3 0")).isEqualTo("reply echo reply");
    }

    @Test
    void probes_run_beside_each_other_and_beside_other_requests() {
        pair.doInBox("iptables -A INPUT -p tcp --dport 21 -j DROP");
        KeeperPipe keeper = pair.keeper();
        long start = System.nanoTime();

        List<String> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(keeper.send("probe internet tcp 10.77.0.3 21 1000"));
        }
        assertThat(keeper.ask("rules").ok()).isTrue();
        Duration answered = Duration.ofNanos(System.nanoTime() - start);
        slow.forEach(id -> assertThat(keeper.answer(id).first()).startsWith("filtered "));

        assertThat(answered).isLessThan(Duration.ofSeconds(1));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void a_bad_request_is_answered_with_a_remedy_and_half_a_line_does_no_harm() {
        assertThat(pair.keeper().ask("probe nobody tcp 10.77.0.3 1 100"))
                .isEqualTo(new Response(false, 0, "no host is called 'nobody' here", ""));
        assertThat(pair.keeper().ask("dance").first()).contains("no verb 'dance'");
        pair.keeper().write("z1 " + "x".repeat(10_000) + "\n");
        pair.keeper().write("half a li");
        pair.keeper().write("\n");
        assertThat(pair.keeper().ask("ping").ok()).isTrue();
    }

    @Test
    void a_ruleset_too_big_to_tell_is_an_error_and_the_keeper_lives_on() {
        pair.doInBox("""
                { echo '*filter'
                  seq 30000 | awk '{ printf "-A INPUT -m comment --comment %0150d -j ACCEPT\\n", $1 }'
                  echo COMMIT
                } | iptables-restore""");

        assertThat(pair.keeper().ask("rules"))
                .isEqualTo(new Response(false, 0, "iptables-save printed more than 4 MiB", ""));

        pair.doInBox("iptables -F");
        assertThat(pair.keeper().ask("rules").ok()).isTrue();
    }

    @Test
    void a_reader_that_stalls_gets_every_answer_and_hears_of_the_gap() {
        pair.doInBox("""
                { echo '*filter'
                  seq 10000 | awk '{ printf "-A INPUT -m comment --comment %0150d -j ACCEPT\\n", $1 }'
                  echo COMMIT
                } | iptables-restore""");
        List<String> requests = new ArrayList<>();
        int resting = pair.keeperProcesses().size();

        pair.keeper().withoutReading(() -> {
            for (int i = 0; i < 40; i++) {
                requests.add(pair.keeper().send("rules"));
            }
            await("the keeper to stop working, its output full")
                    .during(Duration.ofMillis(700))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> pair.keeperProcesses().size() == resting);
            pair.doInBox("iptables -A OUTPUT -j ACCEPT");
        });

        assertThat(requests.stream().map(pair.keeper()::answer)).hasSize(40).allMatch(Response::ok);
        await().atMost(Duration.ofSeconds(5)).until(() -> pair.keeper().events().contains("gap"));
    }

    private String probe(String request) {
        Matcher line = Pattern.compile("(\\S+) \\d+ (.*)\n")
                .matcher(pair.keeper().ask("probe " + request + " 200").first());
        assertThat(line.matches()).as(request).isTrue();
        return line.group(1) + " " + line.group(2);
    }

    private static String withoutDates(String saved) {
        return saved.replaceAll("(?m)^# (Generated|Completed).*$", "");
    }

    private static long capabilities(String status, String kind) {
        Matcher line = Pattern.compile("(?m)^" + kind + ":\\s+(\\w+)$").matcher(status);
        assertThat(line.find()).isTrue();
        return Long.parseLong(line.group(1), 16);
    }
}
