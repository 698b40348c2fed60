package dev.packetwalk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.sandbox.TraceMessage.Event;
import dev.packetwalk.sandbox.TraceMessage.Then;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReaderTest {
    private static final String SYN = "RQAAPBXzQABABhArCk0AAgpNAAM= 8WgfkGxTOUUAAAAAoAL68BTNAAA=";
    private static final String PING = "RQAAPNJZQABAAbIFrBEAAgpNAAI= CADoz/IgAAFwYWNrZXR3YWxrAAA=";

    @Test
    void the_start_of_a_packet_shows_it_before_tracking_has_looked() throws IOException {
        TraceMessage start =
                one("54 1 3 rule 0 -1 -1 0 0 0 " + names("packetwalk", "start-prerouting", "", "eth0", "") + SYN);
        assertThat(start.starts()).isTrue();
        assertThat(start.event()).isEqualTo(new Event.Matched(0, Then.CONTINUE));
        TraceMessage.Seen seen = start.seen().orElseThrow();
        assertThat(seen.state()).isEmpty();
        assertThat(seen.packet().toString())
                .startsWith("in=eth0 proto=tcp src=10.77.0.2 dst=10.77.0.3 sport=61800 dport=8080 flags=SYN state=NEW");
        assertThat(seen.packet().transport()).isEqualTo(new TcpHeader(61800, 8080, 2));
        assertThat(seen.packet().details().ttl()).hasValue(64);
    }

    @Test
    void a_rule_that_calls_a_chain_is_told_with_its_place() throws IOException {
        TraceMessage rule =
                one("54 2 3 rule 2 -3 -1 7 8 288 " + names("filter", "FORWARD", "USER", "eth0", "docker0") + SYN);
        assertThat(rule.family()).isEqualTo(Family.IP);
        assertThat(rule.table()).isEqualTo("filter");
        assertThat(rule.chain()).isEqualTo("FORWARD");
        assertThat(rule.mark()).isEqualTo(7);
        assertThat(rule.event()).isEqualTo(new Event.Matched(2, Then.JUMP));
        assertThat(rule.seen().orElseThrow().state()).contains(ConnState.NEW);
        assertThat(rule.seen().orElseThrow().packet().out()).isEqualTo("docker0");
    }

    @Test
    void chains_ends_and_policies_are_told_apart() throws IOException {
        assertThat(one("5 2 3 - 0 -1 -1 0 0 0 " + names("filter", "USER", "", "", "") + "- -")
                        .event())
                .isEqualTo(new Event.ChainEnded());
        assertThat(one("5 2 1 - 0 0 0 0 0 0 " + names("filter", "FORWARD", "", "", "") + "- -")
                        .event())
                .isEqualTo(new Event.Decided(Policy.DROP));
        assertThat(one("5 2 1 - 0 0 1 0 0 0 " + names("filter", "OUTPUT", "", "", "") + "- -")
                        .event())
                .isEqualTo(new Event.Decided(Policy.ACCEPT));
    }

    @Test
    void a_ping_is_read_as_one() throws IOException {
        TraceMessage end =
                one("5 1 3 - 0 -1 -1 0 8 256 " + names("packetwalk", "end-prerouting", "", "docker0", "") + PING);
        assertThat(end.ends()).isTrue();
        assertThat(end.seen().orElseThrow().packet().transport()).isEqualTo(new IcmpHeader(Protocol.ICMP, 8, 0));
    }

    @Test
    void other_families_are_left_out() throws IOException {
        assertThat(TraceReader.read("5 10 1 - 0 0 1 0 0 0 " + names("filter", "INPUT", "", "", "") + "- -\n", 1))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5 2 1", "x 2 1 - 0 0 1 0 0 0 - - - - - - - -", "5 2 x - 0 0 1 0 0 0 - - - - - - -"})
    void what_is_no_trace_is_refused(String line) {
        assertThatThrownBy(() -> TraceReader.read(line + "\n", 1)).isInstanceOf(IOException.class);
    }

    @Test
    void damaged_headers_show_no_packet_and_never_break_the_reading() throws IOException {
        long seed = Long.getLong("packetwalk.seed", System.nanoTime());
        System.out.println("TraceReaderTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] network = new byte[random.nextInt(30)];
            byte[] transport = new byte[random.nextInt(20)];
            random.nextBytes(network);
            random.nextBytes(transport);
            String line = "5 2 3 - 0 -1 -1 0 0 0 " + names("filter", "INPUT", "", "", "") + word(network) + " "
                    + word(transport);
            TraceMessage read = one(line);
            if (network.length < 20) {
                assertThat(read.seen()).isEmpty();
            }
        }
    }

    private static TraceMessage one(String line) throws IOException {
        List<Watched.Told> told = TraceReader.read(line + "\n", 1);
        assertThat(told).hasSize(1);
        return told.getFirst().message();
    }

    private static String names(String... names) {
        StringBuilder words = new StringBuilder();
        for (String name : names) {
            words.append(word(name.getBytes(StandardCharsets.UTF_8))).append(' ');
        }
        return words.toString();
    }

    private static String word(byte[] bytes) {
        return bytes.length == 0 ? "-" : Base64.getEncoder().encodeToString(bytes);
    }
}
