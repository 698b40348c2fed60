package dev.packetwalk.sandbox.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a keeper tells of flows, to whom it does not listen, and what it does at a flood. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeeperFlowsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String BUSY = """
            packetwalk-topology 1
            host outside client 10.77.0.20/24
            host outside shop 10.77.0.21/24
            listen shop 80 %s
            traffic client tcp 10.77.0.3 80 200
            traffic internet udp 10.77.0.3 9 200
            """.formatted(Base64.getEncoder().encodeToString("hello\n".getBytes(UTF_8)));

    private final ContainerPair pair = ContainerPair.start(BUSY, false);

    @BeforeAll
    void installPrograms() {
        pair.doInBox("apt update && apt install -y iptables conntrack");
    }

    @AfterAll
    void remove() {
        pair.close();
    }

    @BeforeEach
    void forget() {
        pair.keeper().ask("ping");
        pair.keeper().events().clear();
    }

    @Test
    void a_connection_is_told_from_its_first_packet_to_its_end() {
        pair.doInBox("curl --silent --max-time 3 --output /dev/null --local-port 4444 http://10.77.0.21/");
        pair.doInBox("conntrack -D -p tcp --orig-port-src 4444");

        String there = "src=10.77.0.3 dst=10.77.0.21 sport=4444 dport=80 ";
        await().atMost(LIMIT).until(() -> flows(there).stream().anyMatch(flow -> flow.startsWith("DESTROY ")));
        assertThat(flows(there).getFirst())
                .matches("NEW ipv4 +2 tcp +6 +\\d+ SYN_SENT " + there
                        + "\\[UNREPLIED\\] src=10.77.0.21 dst=10.77.0.3 sport=80 dport=4444 id=\\d+");
        assertThat(flows(there))
                .anyMatch(flow -> flow.matches("UPDATE ipv4 .* ESTABLISHED .*\\[ASSURED\\] id=\\d+"))
                .anyMatch(flow ->
                        flow.contains(" TIME_WAIT ") || flow.contains(" LAST_ACK ") || flow.contains(" CLOSE "));
    }

    @Test
    void a_connection_that_gets_no_answer_is_told_once() {
        pair.doInBox("iptables -A INPUT -s 10.77.0.21 -j DROP");
        try {
            pair.inBox("curl --silent --max-time 1 --local-port 4445 http://10.77.0.21/");
        } finally {
            pair.doInBox("iptables -F");
        }

        await().atMost(LIMIT).until(() -> !flows(" sport=4445 ").isEmpty());
        assertThat(flows(" sport=4445 ")).singleElement().asString().contains("[UNREPLIED]");
    }

    @Test
    void probes_and_the_topologys_traffic_are_not_told() {
        for (String probe : List.of(
                "internet tcp 10.77.0.3 22", "box tcp 10.77.0.21 80", "box udp 10.77.0.2 53", "box icmp 10.77.0.2 0")) {
            assertThat(pair.keeper().ask("probe " + probe + " 200").ok()).isTrue();
        }
        await("traffic")
                .atMost(LIMIT)
                .until(() -> pair.keeper().ask("flows").first().contains("src=10.77.0.2 dst=10.77.0.3 "));
        pair.doInBox("curl --silent --max-time 3 --output /dev/null --local-port 4446 http://10.77.0.21/");
        await().atMost(LIMIT).until(() -> !flows(" sport=4446 ").isEmpty());

        assertThat(flows("")).allMatch(flow -> flow.contains("=4446 "));
    }

    @Test
    void what_a_program_puts_into_the_table_is_not_told_and_what_it_takes_out_is() {
        pair.doInBox("""
                conntrack -I -p tcp -s 10.77.0.3 -d 198.51.100.9 --sport 4447 --dport 443 --state ESTABLISHED -t 100 -u ASSURED
                conntrack -U -p tcp -s 10.77.0.3 -d 198.51.100.9 --sport 4447 --dport 443 -t 200
                conntrack -D -p tcp --orig-port-src 4447""");

        await().atMost(LIMIT).until(() -> !flows(" sport=4447 ").isEmpty());
        assertThat(flows(" sport=4447 ")).singleElement().asString().startsWith("DESTROY ");
    }

    @Test
    void a_learner_cannot_pose_as_the_kernel() {
        // A flow's message, sent to the group of new flows: 10.77.0.3 to 192.0.2.66, TCP 4448 to 80.
        pair.doInBox("""
                cat >/tmp/forge.pl <<'END'
                sub attribute { my ($type, $bytes) = @_; my $text = pack("SS", 4 + length $bytes, $type) . $bytes;
                                $text . "\\0" x (-length($text) & 3) }
                sub tuple { my ($type, $src, $dst, $sport, $dport) = @_;
                            attribute(0x8000 | $type,
                                attribute(0x8001, attribute(1, pack("C4", split /[.]/, $src)) . attribute(2, pack("C4", split /[.]/, $dst)))
                                . attribute(0x8002, attribute(1, pack("C", 6)) . attribute(2, pack("n", $sport)) . attribute(3, pack("n", $dport)))) }
                my $body = pack("CCn", 2, 0, 0) . tuple(1, "10.77.0.3", "192.0.2.66", 4448, 80)
                    . tuple(2, "192.0.2.66", "10.77.0.3", 80, 4448) . attribute(12, pack("N", 77));
                socket(my $netlink, 16, 3, 12) or die;
                my $forged = pack("LSSLL", 16 + length $body, 0x100, 0x600, 0, 0) . $body;
                for (1 .. 20) { send($netlink, $forged, 0, pack("SSLL", 16, 0, 0, 1)) or die "send: $!" }
                END
                perl /tmp/forge.pl""");
        pair.doInBox("curl --silent --max-time 3 --output /dev/null --local-port 4449 http://10.77.0.21/");

        await().atMost(LIMIT).until(() -> !flows(" sport=4449 ").isEmpty());
        assertThat(flows("192.0.2.66")).isEmpty();
        assertThat(pair.keeper().events()).doesNotContain("gap");
    }

    @Test
    void a_flood_becomes_a_gap_and_stalls_nobody() {
        pair.doInBox("""
                cat >/tmp/flood.pl <<'END'
                use Socket;
                socket(my $udp, AF_INET, SOCK_DGRAM, 0) or die;
                for my $host (2, 21) { for my $port (1 .. 9000) { send($udp, "x", 0, pack_sockaddr_in($port, inet_aton("10.77.0.$host"))) } }
                END
                perl /tmp/flood.pl""");
        assertThat(pair.keeper().ask("rules").ok()).isTrue();
        await().atMost(LIMIT).until(() -> pair.keeper().events().contains("gap"));
        assertThat(flows(" udp ")).hasSizeBetween(500, 1_500);

        // A gap can be told when the flood begins to be left alone, too: nothing is told for a second then.
        pair.keeper().events().clear();
        await("flows are told again").atMost(LIMIT).until(() -> {
            pair.doInBox("curl --silent --max-time 3 --output /dev/null http://10.77.0.21/");
            return flows(" tcp ").stream().anyMatch(flow -> flow.contains(" dport=80 "));
        });
    }

    /** The events of flows that hold a text, without their kind. */
    private List<String> flows(String text) {
        List<String> flows = new ArrayList<>();
        for (String event : pair.keeper().events()) {
            if (event.startsWith("flow ") && event.contains(text)) {
                flows.add(event.substring("flow ".length()));
            }
        }
        return flows;
    }
}
