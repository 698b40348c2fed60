package dev.packetwalk.web.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Topology;
import dev.packetwalk.sandbox.Trace;
import dev.packetwalk.sandbox.TraceMessage;
import dev.packetwalk.sandbox.docker.TestEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    @BeforeAll
    static void create() {
        ENGINE.engine().create(ID, TOPOLOGY);
    }

    @AfterAll
    static void remove() {
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
    })
    void the_kernel_does_what_the_model_predicts(
            String from, String to, String protocol, int port, Verdict verdict, String receiver) throws IOException {
        try (Keeper keeper = ENGINE.engine().connect(ID)) {
            Moment moment = Moment.of(WORLD, keeper.ruleset(), keeper.flows());
            Trace trace = keeper.trace(probe(from, to, protocol, port));
            Walk traced = moment.traced(trace).orElseThrow();
            Walk predicted = moment.predicted(sent(trace));
            WalkView view = moment.viewOfTraced(traced, from, trace.result());

            assertThat(traced.verdict()).as(told(view)).isEqualTo(verdict);
            assertThat(told(view)).isEqualTo(told(moment.viewOfPredicted(predicted, from)));
            assertThat(Moment.agree(predicted, traced)).isTrue();
            assertThat(view.to()).isEqualTo(receiver);
            assertThat(view.packet().source()).isEqualTo(sent(trace).source().toString());
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
            List<Integer> ports = trace.messages().stream()
                    .flatMap(message -> message.seen().stream())
                    .map(seen -> seen.packet().port(dev.packetwalk.netfilter.Side.SOURCE))
                    .distinct()
                    .toList();
            assertThat(ports).singleElement().satisfies(port -> assertThat(port).isBetween(61_800, 61_935));
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
                WalkView view = moment.viewOfTraced(moment.traced(trace).orElseThrow(), "internet", trace.result());
                assertThat(view.steps()).isNotEmpty();
                millis.add((System.nanoTime() - begun) / 1_000_000);
            }
        }
        millis.sort(null);
        System.out.println("a traced walk, answered and dropped by turns: median " + millis.get(20) + " ms, p95 "
                + millis.get(37) + " ms");
    }

    private static String withoutCounters(RulesetSnapshot rules) {
        return IptablesSave.print(IptablesSave.parse(rules.iptablesSave()).value())
                .replaceAll("\\[\\d+:\\d+\\]", "[]")
                .replaceAll("(?m)^#.*\n", "");
    }

    private static Probe probe(String from, String to, String protocol, int port) {
        return switch (new PacketRequest(from, to, protocol, port, "SYN").in(WORLD)) {
            case PacketRequest.Reading.Refused(String problem) -> throw new AssertionError(problem);
            case PacketRequest.Reading.Sendable sendable ->
                sendable.probe().orElseThrow().within(Duration.ofMillis(40));
        };
    }

    private static dev.packetwalk.netfilter.Packet sent(Trace trace) {
        return trace.messages().stream()
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
                .append(view.decidedBy())
                .toString();
    }
}
