package dev.packetwalk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.sandbox.JournalEvent.FlowChange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The protocol as the server speaks it, with a keeper that the test plays. */
@Timeout(30)
class KeeperConnectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final PipedOutputStream keeperOut = new PipedOutputStream();
    private final PipedInputStream keeperIn = new PipedInputStream(1 << 16);

    @AfterEach
    void hangUp() throws IOException {
        keeperOut.close();
        keeperIn.close();
    }

    @Test
    void it_finds_its_place_in_the_middle_of_anything() throws Exception {
        try (KeeperConnection connection = open(
                "4 rest of a rulesetR hello ok 1 0 0\nR R \nR h",
                (id, words) -> words.equals("ping") ? ok(id, 7, "", "") : ok(id, 8, "*filter\n", "table x\n"))) {
            assertThat(connection.ruleset()).isEqualTo(new RulesetSnapshot(8, "*filter\n", "table x\n"));
        }
    }

    @Test
    void answers_are_told_apart_and_those_of_others_ignored() throws Exception {
        try (KeeperConnection connection = open("", (id, words) -> switch (words) {
            case "ping" -> ok("someone", 3, "not ours", "") + ok(id, 0, "", "");
            case "flows" -> "E gap\n" + ok(id, 0, "tcp 6 1\nR fake ok 0 0 0\n", "");
            case "probe internet tcp 10.77.0.3 80 500" -> ok(id, 12, "refused 120 ICMP 3/3\n", "");
            default -> "R " + id + " error 0 13 0\nno such thing";
        })) {
            assertThat(connection.flows()).isEqualTo("tcp 6 1\nR fake ok 0 0 0\n");
            Probe probe = new Probe("internet", Probe.Protocol.TCP, "10.77.0.3", 80, Duration.ofMillis(500));
            ProbeResult refused = new ProbeResult(ProbeResult.Answer.REFUSED, "ICMP 3/3", Duration.ofNanos(120_000));
            assertThat(connection.probe(probe)).isEqualTo(refused);
            assertThat(connection.send(probe)).isEqualTo(new ProbeOutcome(refused, 12));
            assertThatThrownBy(connection::ruleset)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no such thing");
        }
    }

    @Test
    void a_trace_comes_with_the_answer_and_the_generation_of_its_rules() throws Exception {
        String other = "53 1 3 rule 0 -1 -1 0 0 0 cGFja2V0d2Fsaw== c3RhcnQtcHJlcm91dGluZw== - ZXRoMA== - "
                + "RQAAPBXzQABABhArCk0AAgpNAAM= 8WgfkGxTOUUAAAAAoAL68BTNAAA=\n";
        String line = other.replace("53 1", "54 1") + other + "54 2 1 - 0 0 0 0 0 0 ZmlsdGVy SU5QVVQ= - - - - -\n";
        try (KeeperConnection connection = open("", (id, words) -> switch (words) {
            case "ping" -> ok(id, 0, "", "");
            case "trace internet tcp 10.77.0.3 23 40" -> ok(id, 7, "filtered 40011 nothing\n", line);
            default -> ok(id, 7, "filtered 40011 nothing\n", "no trace\n");
        })) {
            Probe probe = new Probe("internet", Probe.Protocol.TCP, "10.77.0.3", 23, Duration.ofMillis(40));
            Trace trace = connection.trace(probe);
            assertThat(trace.generation()).isEqualTo(7);
            assertThat(trace.result().answer()).isEqualTo(ProbeResult.Answer.FILTERED);
            assertThat(trace.packets()).hasSize(2);
            assertThat(trace.messages()).hasSize(2);
            assertThat(trace.messages().getLast())
                    .isEqualTo(new TraceMessage(
                            Family.IP,
                            "filter",
                            "INPUT",
                            new TraceMessage.Event.Decided(Policy.DROP),
                            0,
                            Optional.empty()));
            assertThatThrownBy(() -> connection.trace(probe.within(LIMIT))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_watch_says_what_it_wants_and_is_asked_about_by_its_number() throws Exception {
        String line = "7 54 2 1 - 0 0 0 0 0 0 ZmlsdGVy SU5QVVQ= - - - - -\n";
        try (KeeperConnection connection = open("", (id, words) -> switch (words) {
            case "ping" -> ok(id, 0, "", "");
            case "watch tcp 10.77.0.2 80 out" -> ok(id, 7, "3\n", "");
            case "watch any any 0 both" -> ok(id, 7, "4\n", "");
            case "watched 3" -> ok(id, 8, "4300 12\n", line);
            case "unwatch 3" -> ok(id, 8, "4301 12\n", "");
            default -> "R " + id + " error 0 17 0\nwatch 9 has ended";
        })) {
            assertThat(connection.watch(new PacketFilter(
                            Optional.of(Probe.Protocol.TCP), Optional.of("10.77.0.2"), 80, PacketFilter.Direction.OUT)))
                    .isEqualTo(3);
            assertThat(connection.watch(
                            new PacketFilter(Optional.empty(), Optional.empty(), 0, PacketFilter.Direction.BOTH)))
                    .isEqualTo(4);
            Watched seen = connection.watched(3);
            assertThat(seen.packets()).isEqualTo(4300);
            assertThat(seen.told()).singleElement().satisfies(told -> {
                assertThat(told.generation()).isEqualTo(7);
                assertThat(told.packet()).isEqualTo(54);
            });
            assertThat(connection.unwatch(3)).isEqualTo(new Watched(4301, List.of()));
            assertThatThrownBy(() -> connection.watched(9)).hasMessageContaining("has ended");
        }
    }

    @Test
    void a_flow_is_told_as_its_line_says_it() throws Exception {
        try (KeeperConnection connection = open("", (id, words) -> ok(id, 9, "", ""))) {
            Queue<KeeperEvent> events = new ConcurrentLinkedQueue<>();
            connection.listen(events::add);
            String line = "ipv4     2 udp      17 src=10.77.0.3 dst=10.77.0.2 sport=4 dport=53 id=7";
            say("E flow NEW " + line + "\nE flow ODD x\nE flow UPDATE " + line + "\nE flow DESTROY " + line + "\n");
            await().until(() -> events.size() == 3);
            assertThat(events)
                    .containsExactly(
                            new KeeperEvent.FlowChanged(FlowChange.NEW, line),
                            new KeeperEvent.FlowChanged(FlowChange.UPDATED, line),
                            new KeeperEvent.FlowChanged(FlowChange.DESTROYED, line));
            assertThat(connection.generation()).isEqualTo(9);
        }
    }

    @Test
    void events_come_in_order_and_the_loss_is_the_last() throws Exception {
        try (KeeperConnection connection = open("", (id, words) -> ok(id, 0, "", ""))) {
            Queue<KeeperEvent> events = new ConcurrentLinkedQueue<>();
            connection.listen(events::add);
            say("E rules 5 77 a program\nE unknown kind\nE rules 6 78 nft\nE gap\n");
            await().until(() -> events.size() == 3);
            keeperOut.close();
            await().until(() -> events.size() == 4);
            assertThat(events)
                    .containsExactly(
                            new KeeperEvent.RulesetChanged(5, "a program"),
                            new KeeperEvent.RulesetChanged(6, "nft"),
                            new KeeperEvent.Gap(),
                            new KeeperEvent.Lost("the keeper's output ended"));
            assertThatThrownBy(connection::ping).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_listener_that_is_slow_stalls_no_answer_and_hears_of_a_gap() throws Exception {
        try (KeeperConnection connection = open("", (id, words) -> ok(id, 0, "", ""))) {
            CountDownLatch slow = new CountDownLatch(1);
            Queue<KeeperEvent> events = new ConcurrentLinkedQueue<>();
            connection.listen(event -> {
                try {
                    slow.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                events.add(event);
            });
            for (int i = 0; i < 3000; i++) {
                say("E rules " + i + " 1 flood\n");
            }
            connection.ping();
            slow.countDown();
            await().until(() -> events.contains(new KeeperEvent.Gap()));
            assertThat(events).hasSizeLessThan(3000);
        }
    }

    @Test
    void an_answer_that_never_comes_is_an_error_and_so_is_nonsense() throws Exception {
        assertThatThrownBy(() -> KeeperConnection.open(
                        "test",
                        new PipedInputStream(keeperOut),
                        new PipedOutputStream(keeperIn),
                        keeperOut,
                        Duration.ofMillis(50)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not answer");
    }

    @Test
    void nonsense_ends_the_connection() throws Exception {
        try (KeeperConnection connection = open("", (id, words) -> ok(id, 0, "", ""))) {
            say("what is this\n");
            await().untilAsserted(() ->
                    assertThatThrownBy(connection::ping).hasMessageContaining("something else than a message"));
        }
    }

    @Test
    void words_cannot_smuggle_requests() throws Exception {
        try (KeeperConnection connection = open("", (id, words) -> ok(id, 0, "", ""))) {
            assertThatThrownBy(() -> connection.probe(
                            new Probe("internet\nx ping", Probe.Protocol.TCP, "10.77.0.3", 80, Duration.ofSeconds(1))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private interface Answers {
        String to(String id, String words);
    }

    private static String ok(String id, long generation, String first, String second) {
        return "R " + id + " ok " + generation + " " + first.length() + " " + second.length() + "\n" + first + second;
    }

    private KeeperConnection open(String before, Answers answers) throws IOException {
        PipedOutputStream toKeeper = new PipedOutputStream(keeperIn);
        PipedInputStream fromKeeper = new PipedInputStream(keeperOut, 1 << 16);
        say(before);
        Thread.ofVirtual().start(() -> answerAll(answers));
        return KeeperConnection.open("test", fromKeeper, toKeeper, keeperOut, LIMIT);
    }

    private void answerAll(Answers answers) {
        try (BufferedReader requests = new BufferedReader(new InputStreamReader(keeperIn, StandardCharsets.US_ASCII))) {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                if (!line.isEmpty()) {
                    String[] words = line.split(" ", 2);
                    say(answers.to(words[0], words[1]));
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private synchronized void say(String text) throws IOException {
        keeperOut.write(text.getBytes(StandardCharsets.UTF_8));
        keeperOut.flush();
    }
}
