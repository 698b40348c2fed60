package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.sandbox.PacketFilter;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.Segment;
import dev.packetwalk.sandbox.TraceMessage;
import dev.packetwalk.web.terminal.SignedIn;
import dev.packetwalk.web.terminal.TestSocket;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WebDatabase.class)
class FollowTest {
    private static final String FIREWALL = "/lessons/iptables-following-a-packet/minimal-firewall";
    private static final Pattern SANDBOX = Pattern.compile("data-island=\"follow\" data-sandbox=\"([^\"]+)\"");
    private static final String NO_SSH = """
            *filter
            :INPUT ACCEPT [7:420]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            [2:120] -A INPUT -p tcp -m tcp --dport 22 -m comment --comment "<b>no</b>" -j DROP
            COMMIT
            """;
    private static final String SSH =
            "{\"from\":\"internet\",\"to\":\"box\",\"protocol\":\"tcp\",\"port\":22,\"flags\":\"SYN\"}";

    private static final Packet SYN = new Packet(
            "eth0",
            "",
            Address.of("10.77.0.2"),
            Address.of("10.77.0.3"),
            new TcpHeader(61_800, 22, 2),
            ConnState.NEW,
            0);

    /** What the kernel tells of a packet that the first rule of INPUT drops. */
    static final List<TraceMessage> DROPPED = List.of(
            marker("start-prerouting", Optional.empty()),
            marker("end-prerouting", Optional.of(ConnState.NEW)),
            new TraceMessage(
                    Family.IP,
                    "filter",
                    "INPUT",
                    new TraceMessage.Event.Matched(1, TraceMessage.Then.DROP),
                    0,
                    Optional.of(new TraceMessage.Seen(SYN, Optional.of(ConnState.NEW)))));

    private static TraceMessage marker(String chain, Optional<ConnState> state) {
        return new TraceMessage(
                Family.INET,
                TraceMessage.MARKER_TABLE,
                chain,
                new TraceMessage.Event.ChainEnded(),
                0,
                Optional.of(new TraceMessage.Seen(SYN, state)));
    }

    @Inject
    Learners learners;

    @Inject
    MeterRegistry metrics;

    @Inject
    QuietEngine engine;

    @TestHTTPResource("/")
    URI home = URI.create("http://localhost/");

    private final Browser ada = new Browser();
    private String sandbox = "";
    private double before;

    @BeforeEach
    void startMachine() {
        engine.rules(QuietEngine.NO_RULES);
        engine.trace(List.of());
        before = disagreements();
        ada.join("Ada");
        ada.post(FIREWALL, FIREWALL + "/machine");
        Matcher island = SANDBOX.matcher(ada.get(FIREWALL).asString());
        assertThat(island.find()).as("the map on the page of an exercise").isTrue();
        sandbox = island.group(1);
    }

    @AfterEach
    void giveBack() {
        engine.rules(QuietEngine.NO_RULES);
        ada.post(FIREWALL, FIREWALL + "/machine/release");
    }

    @Test
    void an_open_map_hears_of_a_rule_where_it_belongs_and_of_the_world() {
        try (TestSocket map = open(session())) {
            await().untilAsserted(() -> assertThat(map.messages().getLast())
                    .contains("\"world\":{\"interfaces\":[{\"name\":\"eth0\"", "\"rules\":[]"));
            engine.rules(NO_SSH);
            await().untilAsserted(() -> assertThat(map.messages().getLast())
                    .contains(
                            "\"name\":\"INPUT\",\"hook\":\"INPUT\",\"type\":\"filter\",\"priority\":0,\"policy\":\"ACCEPT\"")
                    .contains("\"packets\":7,\"bytes\":420")
                    .contains("\"number\":1,\"text\":\"-A INPUT -p tcp -m tcp --dport 22")
                    .contains("\"packets\":2,\"bytes\":120,\"jump\":null"));
        }
    }

    @Test
    void a_map_that_opens_later_sees_the_rules_that_are_in_force() {
        engine.rules(NO_SSH);
        try (TestSocket first = open(session());
                TestSocket second = open(session())) {
            await().untilAsserted(() -> assertThat(first.messages()).isNotEmpty());
            await().untilAsserted(() -> assertThat(second.messages().getFirst()).contains("--dport 22"));
        }
        try (TestSocket third = open(session())) {
            await().untilAsserted(() -> assertThat(third.messages().getFirst()).contains("--dport 22"));
        }
    }

    @Test
    void only_a_page_of_the_owner_hears_the_rules() {
        SignedIn mallory = SignedIn.as("Mallory", learners);
        assertThat(status(null, origin())).isEqualTo(401);
        assertThat(status(mallory.cookie(), origin())).isEqualTo(404);
        assertThat(status(session(), "http://evil.example")).isEqualTo(403);
        assertThat(status(session(), null)).isEqualTo(403);
    }

    @Test
    void a_packet_is_walked_through_the_rules_that_are_in_force() {
        engine.rules(NO_SSH);
        Response answer = send(ada, SSH);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getString("problem")).isNull();
        assertThat(answer.jsonPath().getString("walks[0].verdict")).isEqualTo("drop");
        assertThat(answer.jsonPath().getString("walks[0].source")).isEqualTo("predicted");
        assertThat(answer.jsonPath().getList("walks[0].steps.outcome")).endsWith("drops");
        assertThat(answer.jsonPath().getString("walks[0].steps[-1].kind")).isEqualTo("rule");
        assertThat(answer.jsonPath().getString("note")).contains("prediction alone");
        assertThat(answer.jsonPath().getInt("walks[0].decidedAt"))
                .isEqualTo(answer.jsonPath().getList("walks[0].steps").size() - 1);
    }

    @Test
    void what_the_kernel_did_stands_beside_the_prediction() {
        engine.rules(NO_SSH);
        engine.trace(DROPPED);
        Response answer = send(ada, SSH);
        assertThat(answer.jsonPath().getList("walks.source")).containsExactly("predicted", "traced");
        assertThat(answer.jsonPath().getList("walks.verdict")).containsExactly("drop", "drop");
        assertThat(answer.jsonPath().getString("walks[1].answer.key")).isEqualTo("answerNone");
        assertThat(answer.jsonPath().getString("walks[0].packet.sourcePort")).isEqualTo("61800");
        assertThat(answer.jsonPath().getString("note")).isNull();
        assertThat(disagreements()).isEqualTo(before);
    }

    @Test
    void where_model_and_kernel_disagree_both_are_shown_and_a_defect_is_counted() {
        engine.rules(NO_SSH.replace("-A INPUT -p tcp", "-A INPUT -i eth9 -p tcp"));
        engine.trace(DROPPED);
        Response answer = send(ada, SSH);
        assertThat(answer.jsonPath().getList("walks.verdict")).containsExactly("accept", "drop");
        assertThat(disagreements()).isEqualTo(before + 1);
    }

    @Test
    void a_segment_out_of_the_middle_of_a_flow_is_sent_as_such() {
        engine.rules(NO_SSH);
        engine.trace(DROPPED);
        engine.traced.clear();
        Response answer = send(ada, SSH.replace("SYN", "FIN"));
        assertThat(engine.traced).containsExactly(Segment.FIN);
        assertThat(answer.jsonPath().getList("walks.source")).containsExactly("predicted", "traced");
    }

    @Test
    void a_packet_of_the_machine_to_itself_goes_over_lo() {
        Response answer = send(ada, SSH.replace("internet", "box"));
        assertThat(answer.jsonPath().getList("walks[0].steps.hook"))
                .containsSubsequence("OUTPUT", "PREROUTING", "INPUT");
        assertThat(answer.jsonPath().getString("walks[0].to")).isEqualTo("box");
    }

    @Test
    void a_walk_has_an_address_where_its_owner_alone_finds_it() {
        engine.rules(NO_SSH);
        engine.trace(DROPPED);
        String id = send(ada, SSH).jsonPath().getString("id");
        assertThat(ada.get("/walks/" + id).asString()).contains("data-walk=\"" + id + "\"");
        Response kept = json(ada).get("/walks/" + id + "/content");
        assertThat(kept.jsonPath().getList("walks.verdict")).containsExactly("drop", "drop");
        assertThat(kept.jsonPath().getString("rules.tables[0].chains[0].rules[0].text"))
                .contains("--dport 22");
        assertThat(kept.jsonPath().getString("world.hosts[0].name")).isEqualTo("internet");
        Browser mallory = new Browser();
        mallory.join("Mallory");
        assertThat(mallory.get("/walks/" + id).statusCode()).isEqualTo(404);
        assertThat(json(mallory).get("/walks/" + id + "/content").statusCode()).isEqualTo(404);
        assertThat(new Browser().get("/walks/" + id).statusCode()).isEqualTo(401);
    }

    @Test
    void who_sends_without_end_is_told_to_wait() {
        Browser grace = new Browser();
        grace.join("Grace");
        grace.post(FIREWALL, FIREWALL + "/machine");
        Matcher island = SANDBOX.matcher(grace.get(FIREWALL).asString());
        assertThat(island.find()).isTrue();
        String address = "/sandboxes/" + island.group(1) + "/walks";
        String token = grace.token("/");
        List<Response> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(json(grace).header("X-CSRF-TOKEN", token).body(SSH).post(address));
        }
        assertThat(answers).extracting(Response::statusCode).contains(200, 429);
        Response last = answers.stream()
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
        assertThat(last.jsonPath().getString("detail")).contains("Wait a moment");
        grace.post(FIREWALL, FIREWALL + "/machine/release");
    }

    @Test
    void packets_that_are_watched_for_come_with_their_walks_and_how_many_there_were() {
        engine.rules(NO_SSH);
        engine.filters.clear();
        try (TestSocket watch = watch("protocol=tcp&host=internet&port=22&direction=in")) {
            await().until(() -> !engine.filters.isEmpty());
            assertThat(engine.filters.element())
                    .isEqualTo(new PacketFilter(
                            Optional.of(Probe.Protocol.TCP), Optional.of("10.77.0.2"), 22, PacketFilter.Direction.IN));
            engine.seen(7, DROPPED, 4300);
            await().untilAsserted(() -> assertThat(watch.messages())
                    .anySatisfy(message -> assertThat(message)
                            .contains(
                                    "\"packets\":4300",
                                    "\"shown\":1",
                                    "\"source\":\"traced\"",
                                    "\"verdict\":\"drop\"")));
        }
        await().untilAsserted(() -> assertThat(engine.watching()).isFalse());
    }

    @Test
    void a_second_page_that_watches_takes_over() {
        try (TestSocket first = watch("protocol=icmp")) {
            await().until(() -> !first.messages().isEmpty());
            try (TestSocket second = watch("")) {
                await().untilAsserted(
                                () -> assertThat(first.messages().getLast()).contains("\"over\":\"replaced\""));
                await().until(() -> !second.messages().isEmpty());
                assertThat(second.messages().getLast()).contains("\"over\":null");
            }
        }
    }

    @Test
    void only_a_page_of_the_owner_watches() {
        SignedIn mallory = SignedIn.as("Mallory", learners);
        assertThat(status(mallory.cookie(), origin(), "/watch")).isEqualTo(404);
        assertThat(status(session(), "http://evil.example", "/watch")).isEqualTo(403);
    }

    @Test
    void a_packet_that_can_not_be_sent_is_answered_with_a_remedy() {
        Response answer = send(ada, SSH.replace("\"box\"", "\"internet\""));
        assertThat(answer.jsonPath().getList("walks")).isEmpty();
        assertThat(answer.jsonPath().getString("problem")).contains("Choose another host");
        assertThat(send(ada, "{\"port\":\"x\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void nobody_sends_packets_in_a_sandbox_of_another_nor_without_a_token() {
        Browser mallory = new Browser();
        mallory.join("Mallory");
        assertThat(send(mallory, SSH).statusCode()).isEqualTo(404);
        assertThat(json(ada).body(SSH).post(walks()).statusCode()).isEqualTo(400);
        assertThat(json(ada)
                        .header("X-CSRF-TOKEN", ada.token("/"))
                        .header("Sec-Fetch-Site", "cross-site")
                        .body(SSH)
                        .post(walks())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_map_has_a_page_of_its_own_as_long_as_there_is_a_machine() {
        assertThat(ada.get(FIREWALL + "/follow").asString()).contains("data-sandbox=\"" + sandbox + "\"");
        Browser grace = new Browser();
        grace.join("Grace");
        Response sent = grace.get(FIREWALL + "/follow");
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(sent.header("Location")).endsWith(FIREWALL);
    }

    private double disagreements() {
        return metrics.counter("packetwalk.walks.disagreed").count();
    }

    private Response send(Browser browser, String packet) {
        return json(browser)
                .header("X-CSRF-TOKEN", browser.token("/"))
                .body(packet)
                .post(walks());
    }

    private static io.restassured.specification.RequestSpecification json(Browser browser) {
        return browser.request().header("Accept", "application/json").contentType("application/json");
    }

    private String walks() {
        return "/sandboxes/" + sandbox + "/walks";
    }

    private String session() {
        return ada.sessionCookie();
    }

    private TestSocket watch(String query) {
        return open(session(), "/watch?" + query);
    }

    private TestSocket open(String cookie) {
        return open(cookie, "/rules");
    }

    private TestSocket open(String cookie, String what) {
        return switch (connect(cookie, origin(), what)) {
            case TestSocket.Opening.Open(TestSocket socket) -> socket;
            case TestSocket.Opening.Refused(int status) -> throw new AssertionError("refused with " + status);
        };
    }

    private int status(@Nullable String cookie, @Nullable String origin) {
        return status(cookie, origin, "/rules");
    }

    private int status(@Nullable String cookie, @Nullable String origin, String what) {
        return switch (connect(cookie, origin, what)) {
            case TestSocket.Opening.Open(TestSocket socket) -> {
                socket.close();
                yield 101;
            }
            case TestSocket.Opening.Refused(int status) -> status;
        };
    }

    private TestSocket.Opening connect(@Nullable String cookie, @Nullable String origin, String what) {
        Map<String, String> headers = new HashMap<>();
        if (cookie != null) {
            headers.put("Cookie", cookie);
        }
        if (origin != null) {
            headers.put("Origin", origin);
        }
        return TestSocket.open(URI.create("ws://" + home.getAuthority() + "/sandboxes/" + sandbox + what), headers);
    }

    private String origin() {
        return "http://" + home.getAuthority();
    }
}
