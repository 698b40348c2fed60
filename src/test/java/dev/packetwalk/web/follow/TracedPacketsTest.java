package dev.packetwalk.web.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.PacketAssembly;
import dev.packetwalk.sandbox.PacketFilter;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Topology;
import dev.packetwalk.sandbox.Trace;
import dev.packetwalk.sandbox.TraceMessage;
import dev.packetwalk.sandbox.Watched;
import dev.packetwalk.sandbox.docker.TestBox;
import dev.packetwalk.sandbox.docker.TestEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real packets through a real machine: the kernel's trace is read whole, and the model has predicted it rule by rule. */
@Tag("engine")
class TracedPacketsTest {
    private static final Topology TOPOLOGY = new Topology(
            "traced",
            true,
            List.of(new Topology.Host(
                    "shop", Topology.Place.BEHIND, "172.17.0.2/16", List.of(new Topology.Listener(80, "shop")))),
            """
            *raw
            :PREROUTING ACCEPT [0:0]
            -A PREROUTING -p udp -m udp --dport 7 -j CT --notrack
            COMMIT
            *mangle
            :PREROUTING ACCEPT [0:0]
            -A PREROUTING -p tcp -m tcp --dport 8080 -j MARK --set-xmark 0x7/0xffffffff
            COMMIT
            *nat
            :PREROUTING ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            :POSTROUTING ACCEPT [0:0]
            :DOCKER - [0:0]
            -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
            -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
            -A DOCKER -i docker0 -j RETURN
            -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
            COMMIT
            *filter
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            :OUTPUT ACCEPT [0:0]
            :USER - [0:0]
            :USER2 - [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A INPUT -p icmp -j ACCEPT
            -A INPUT -p tcp -m tcp --dport 113 -j REJECT --reject-with tcp-reset
            -A INPUT -p tcp -m tcp --dport 80 -m comment --comment "a page" -j ACCEPT
            -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A FORWARD -j USER
            -A FORWARD -d 172.17.0.2/32 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
            -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
            -A OUTPUT -d 10.77.0.2/32 -p tcp -m tcp --dport 25 -j REJECT --reject-with icmp-port-unreachable
            -A USER -p udp -j DROP
            -A USER -p icmp -g USER2
            -A USER2 -i docker0 -j RETURN
            COMMIT
            """);

    private static final WorldView WORLD = WorldView.of(TOPOLOGY);
    private static final SandboxId ID = SandboxId.random();

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private static TestBox box;

    @BeforeAll
    static void create() throws IOException {
        ENGINE.engine().create(ID, TOPOLOGY);
        box = new TestBox(ENGINE.engine(), ID);
    }

    @AfterAll
    static void remove() {
        box.close();
        ENGINE.engine().remove(ID);
    }

    @ParameterizedTest
    @CsvSource({
        "internet, box, tcp, 8080, ACCEPT, shop",
        "internet, box, tcp, 80, ACCEPT, box",
        "internet, box, tcp, 23, DROP,",
        "internet, box, tcp, 113, REJECT,",
        "internet, box, icmp, 0, ACCEPT, box",
        "internet, box, udp, 7, DROP,",
        "internet, shop, udp, 9, DROP,",
        "internet, shop, tcp, 80, ACCEPT, shop",
        "shop, internet, tcp, 80, ACCEPT, internet",
        "shop, internet, icmp, 0, ACCEPT, internet",
        "shop, box, tcp, 8080, DROP,",
        "box, internet, udp, 53, ACCEPT, internet",
        "box, internet, tcp, 25, REJECT,",
        "box, shop, tcp, 80, ACCEPT, shop",
        "box, box, tcp, 80, ACCEPT, box",
        "box, box, icmp, 0, ACCEPT, box",
        "box, box, udp, 9, ACCEPT, box",
        "internet, box, ACK, 80, ACCEPT, box",
        "internet, box, ACK, 22, DROP,",
        "internet, box, RST, 80, ACCEPT, box",
        "internet, box, FIN, 22, DROP,",
        "internet, shop, RST, 80, ACCEPT, shop",
        "box, internet, FIN, 80, ACCEPT, internet",
    })
    void the_kernel_does_what_the_model_predicts(
            String from, String to, String kind, int port, Verdict verdict, String receiver) throws IOException {
        try (Keeper keeper = ENGINE.engine().connect(ID)) {
            Moment moment = Moment.of(WORLD, keeper.ruleset(), keeper.flows());
            Trace trace = send(keeper, from, to, kind, port);
            Walk traced = moment.traced(trace.generation(), trace.messages()).orElseThrow();
            Walk predicted = moment.predicted(sent(trace));
            WalkView view = moment.viewOfTraced(traced, trace.result());

            assertThat(traced.verdict()).as(told(view)).isEqualTo(verdict);
            assertThat(withoutOwnPorts(told(view))).isEqualTo(withoutOwnPorts(told(moment.viewOfPredicted(predicted))));
            assertThat(Moment.agree(predicted, traced)).isTrue();
            assertThat(view.to()).isEqualTo(receiver);
            assertThat(view.packet().source()).isEqualTo(sent(trace).source().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "box, internet, tcp, 80, ACCEPT, box",
        "box, internet, icmp, 0, ACCEPT, box",
        "box, internet, udp, 53, ACCEPT, box",
        "internet, box, tcp, 8080, ACCEPT, internet",
        "internet, box, icmp, 0, ACCEPT, internet",
        "box, shop, tcp, 80, ACCEPT, box",
        "box, box, tcp, 9, ACCEPT, box",
    })
    void the_answer_is_traced_on_its_way_back_and_was_predicted_as_well(
            String from, String to, String kind, int port, Verdict verdict, String receiver) throws IOException {
        try (Keeper keeper = ENGINE.engine().connect(ID)) {
            Moment moment = Moment.of(WORLD, keeper.ruleset(), keeper.flows());
            Trace trace = send(keeper, from, to, kind, port);
            List<TraceMessage> back = trace.packets().get(1);
            Walk traced = moment.traced(trace.generation(), back).orElseThrow();
            Walk predicted = moment.predictedAfter(moment.predicted(sent(trace)), sent(back));

            assertThat(traced.verdict()).isEqualTo(verdict);
            assertThat(told(moment.viewOfTraced(traced))).isEqualTo(told(moment.viewOfPredicted(predicted)));
            assertThat(moment.viewOfTraced(traced).to()).isEqualTo(receiver);
        }
    }

    @Test
    void the_walks_of_a_live_box_are_drawn_as_the_kernel_walked_them() throws Exception {
        try (Keeper keeper = ENGINE.engine().connect(ID)) {
            Moment moment = Moment.of(WORLD, keeper.ruleset(), keeper.flows());
            List<WalkView> walks = new ArrayList<>();
            for (int port : List.of(8080, 23, 113)) {
                Trace trace = send(keeper, "internet", "box", "tcp", port);
                Walk traced =
                        moment.traced(trace.generation(), trace.messages()).orElseThrow();
                walks.add(moment.viewOfPredicted(moment.predicted(sent(trace))));
                walks.add(moment.viewOfTraced(traced, trace.result()));
            }
            Drawing.compare(List.of(new Drawing.Drawn("a live box", moment.rules(), WORLD, walks)));
        }
    }

    @Test
    void packets_of_others_are_watched_whole_and_the_rules_stay_what_they_are() throws Exception {
        try (Keeper keeper = ENGINE.engine().connect(ID)) {
            RulesetSnapshot before = keeper.ruleset();
            long watch = keeper.watch(new PacketFilter(
                    Optional.of(Probe.Protocol.TCP), Optional.of("10.77.0.2"), 80, PacketFilter.Direction.BOTH));
            assertThat(keeper.ruleset().generation()).isEqualTo(before.generation());
            run("curl -s --max-time 5 http://10.77.0.2/ >/dev/null");
            keeper.probe(probe("box", "internet", "tcp", 80));
            Watched seen = keeper.unwatch(watch);
            Moment moment = Moment.of(WORLD, keeper.ruleset(), "");
            List<WalkView> walks = new PacketAssembly()
                    .add(seen.told(), System.nanoTime()).stream()
                            .map(whole -> moment.viewOfTraced(moment.traced(whole.generation(), whole.messages())
                                    .orElseThrow()))
                            .toList();

            assertThat(walks.size()).isBetween(4, 20);
            assertThat(seen.packets()).isGreaterThanOrEqualTo(walks.size());
            assertThat(walks.getFirst().packet().detail()).isEqualTo("SYN");
            assertThat(walks.getFirst().to()).isEqualTo("internet");
            assertThat(walks.get(1).packet().detail()).isEqualTo("SYN+ACK");
            assertThat(walks.get(1).because().values())
                    .containsEntry("rule", "2")
                    .containsEntry("chain", "filter INPUT");
            assertThat(walks).allSatisfy(walk -> assertThat(walk.verdict()).isEqualTo("accept"));
            assertThat(withoutCounters(keeper.ruleset())).isEqualTo(withoutCounters(before));
            assertThat(keeper.ruleset().nftRuleset()).isEmpty();
            assertThatThrownBy(() -> keeper.watched(watch)).hasMessageContaining("has ended");
        }
    }

    @Test
    void a_ping_of_the_box_to_itself_is_watched_out_and_in_as_one_walk() throws Exception {
        try (Keeper keeper = ENGINE.engine().connect(ID)) {
            long watch = keeper.watch(new PacketFilter(
                    Optional.of(Probe.Protocol.ICMP), Optional.empty(), 0, PacketFilter.Direction.OUT));
            run("ping -c 1 -W 1 127.0.0.1");
            Watched seen = keeper.unwatch(watch);
            Moment moment = Moment.of(WORLD, keeper.ruleset(), "");
            List<PacketAssembly.Whole> packets = new PacketAssembly().add(seen.told(), System.nanoTime());
            assertThat(packets).hasSize(2);
            WalkView walk = moment.viewOfTraced(moment.traced(
                            packets.getFirst().generation(), packets.getFirst().messages())
                    .orElseThrow());
            assertThat(walk.steps().stream().map(StepView::hook).distinct())
                    .containsExactly("OUTPUT", "POSTROUTING", "PREROUTING", "INPUT");
            assertThat(walk.because().values()).containsEntry("rule", "1").containsEntry("chain", "filter INPUT");
            assertThat(walk.to()).isEqualTo("box");
        }
    }

    @Test
    void a_flood_is_counted_and_a_few_of_it_are_traced() throws Exception {
        try (Keeper keeper = ENGINE.engine().connect(ID)) {
            long watch = keeper.watch(new PacketFilter(
                    Optional.of(Probe.Protocol.ICMP), Optional.of("10.77.0.2"), 0, PacketFilter.Direction.OUT));
            run("ping -q -f -c 2000 10.77.0.2");
            Watched seen = keeper.unwatch(watch);
            assertThat(seen.packets()).isEqualTo(2000);
            long packets =
                    seen.told().stream().filter(told -> told.message().starts()).count();
            assertThat(packets).isBetween(10L, 30L);
        }
    }

    @Test
    void a_watch_that_nobody_asks_about_ends_by_itself() throws IOException {
        try (Keeper keeper = ENGINE.engine().connect(ID)) {
            long watch =
                    keeper.watch(new PacketFilter(Optional.empty(), Optional.empty(), 0, PacketFilter.Direction.BOTH));
            keeper.watched(watch);
            await().pollDelay(Duration.ofMillis(3_200))
                    .untilAsserted(() ->
                            assertThatThrownBy(() -> keeper.watched(watch)).hasMessageContaining("has ended"));
        }
    }

    @Test
    void tracing_leaves_the_rules_and_their_generation_as_they_are() throws IOException {
        try (Keeper keeper = ENGINE.engine().connect(ID)) {
            RulesetSnapshot before = keeper.ruleset();
            Trace trace = keeper.trace(probe("internet", "box", "tcp", 8080));
            RulesetSnapshot after = keeper.ruleset();

            assertThat(trace.generation()).isEqualTo(before.generation());
            assertThat(after.generation()).isEqualTo(before.generation());
            assertThat(withoutCounters(after)).isEqualTo(withoutCounters(before));
            assertThat(after.nftRuleset()).isEmpty();
        }
    }

    @Test
    void probes_that_are_not_traced_leave_no_trace() throws IOException {
        try (Keeper keeper = ENGINE.engine().connect(ID)) {
            keeper.probe(probe("internet", "box", "tcp", 80));
            Trace trace = keeper.trace(probe("internet", "box", "tcp", 8080));
            assertThat(trace.packets()).allSatisfy(packet -> {
                Packet sent = sent(packet);
                assertThat(List.of(sent.port(Side.SOURCE), sent.port(Side.DESTINATION)))
                        .anyMatch(port -> port >= 61_800 && port <= 61_935);
            });
        }
    }

    /** Not a check but a measure: prints how long it takes until a whole walk is there. */
    @Test
    void a_walk_is_there_soon() throws IOException {
        List<Long> millis = new ArrayList<>();
        try (Keeper keeper = ENGINE.engine().connect(ID)) {
            for (int i = 0; i < 40; i++) {
                long begun = System.nanoTime();
                Moment moment = Moment.of(WORLD, keeper.ruleset(), keeper.flows());
                Trace trace = keeper.trace(probe("internet", "box", "tcp", i % 2 == 0 ? 8080 : 23));
                WalkView view = moment.viewOfTraced(
                        moment.traced(trace.generation(), trace.messages()).orElseThrow(), trace.result());
                assertThat(view.steps()).isNotEmpty();
                millis.add((System.nanoTime() - begun) / 1_000_000);
            }
        }
        millis.sort(null);
        System.out.println("a traced walk, answered and dropped by turns: median " + millis.get(20) + " ms, p95 "
                + millis.get(37) + " ms");
    }

    /** Where another flow has a port already, the kernel takes any for a packet that is masqueraded. */
    private static String withoutOwnPorts(String told) {
        return told.replaceAll("sourcePort=[^,]*", "");
    }

    private static String withoutCounters(RulesetSnapshot rules) {
        return IptablesSave.print(IptablesSave.parse(rules.iptablesSave()).value())
                .replaceAll("\\[\\d+:\\d+\\]", "[]")
                .replaceAll("(?m)^#.*\n", "");
    }

    private static Probe probe(String from, String to, String protocol, int port) {
        return switch (new PacketRequest(from, to, protocol, port, "SYN").in(WORLD)) {
            case PacketRequest.Reading.Refused(var problem) -> throw new AssertionError("refused: " + problem);
            case PacketRequest.Reading.Sendable sendable -> sendable.probe().within(Duration.ofMillis(40));
        };
    }

    private static Trace send(Keeper keeper, String from, String to, String kind, int port) throws IOException {
        boolean segment = List.of("ACK", "RST", "FIN").contains(kind);
        return switch (new PacketRequest(from, to, segment ? "tcp" : kind, port, segment ? kind : "SYN").in(WORLD)) {
            case PacketRequest.Reading.Refused(var problem) -> throw new AssertionError("refused: " + problem);
            case PacketRequest.Reading.Sendable sendable ->
                keeper.trace(sendable.probe().within(Duration.ofMillis(40)), sendable.segment());
        };
    }

    private static void run(String command) throws Exception {
        assertThat(box.run(command)).contains("[0]");
    }

    private static Packet sent(Trace trace) {
        return sent(trace.messages());
    }

    private static Packet sent(List<TraceMessage> packet) {
        return packet.stream()
                .filter(TraceMessage::starts)
                .findFirst()
                .flatMap(TraceMessage::seen)
                .map(seen -> seen.packet().between(seen.packet().in(), ""))
                .orElseThrow();
    }

    private static String told(WalkView view) {
        StringBuilder lines = new StringBuilder();
        for (StepView step : view.steps()) {
            if (step.kind() == StepView.Kind.POLICY && step.outcome() == StepView.Outcome.ACCEPTS) {
                continue; // printed also for chains that were never made
            }
            lines.append(step.hook()).append(' ').append(step.kind()).append(' ');
            lines.append(step.table())
                    .append(' ')
                    .append(step.chain())
                    .append(' ')
                    .append(step.rule());
            lines.append('-')
                    .append(step.last())
                    .append(' ')
                    .append(step.outcome())
                    .append(' ');
            lines.append(step.packet()).append('\n');
        }
        return lines.append(view.verdict())
                .append(" by ")
                .append(view.because())
                .toString();
    }
}
