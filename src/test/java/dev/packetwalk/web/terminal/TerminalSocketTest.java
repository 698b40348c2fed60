package dev.packetwalk.web.terminal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.packetwalk.progress.Learners;
import dev.packetwalk.sandbox.Ending;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.web.WebDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LocalTerminalsProfile.class)
@WithTestResource(WebDatabase.class)
class TerminalSocketTest {
    @Inject
    Learners learners;

    @Inject
    LocalTerminals sandboxes;

    @TestHTTPResource("/")
    URI home = URI.create("http://localhost/");

    private SignedIn ada = new SignedIn(new UUID(0, 0), "");
    private SandboxId sandbox = SandboxId.random();

    @BeforeEach
    void leaseSandbox() {
        ada = SignedIn.as("Ada", learners);
        sandbox = sandboxes.lease(ada.learner());
    }

    @Test
    void keys_go_in_and_the_screen_comes_out() {
        try (TestSocket socket = open("t1?columns=101&rows=31")) {
            socket.type("stty size; echo $((6 * 7))\n");
            await().untilAsserted(() -> assertThat(socket.text()).contains("31 101", "42\r\n"));
            assertThat(socket.messages())
                    .anySatisfy(m -> assertThat(m).contains("\"type\":\"size\"", "\"columns\":101", "\"mine\":true"))
                    .anySatisfy(m -> assertThat(m).contains("\"type\":\"replay\"", "\"fresh\":true"))
                    .anySatisfy(m -> assertThat(m).contains("\"type\":\"live\""));
        }
    }

    @Test
    void a_connection_that_comes_back_goes_on_where_it_was() {
        String ring;
        int offset;
        try (TestSocket socket = open("t1")) {
            socket.type("echo first\n");
            await().untilAsserted(() -> assertThat(socket.text()).contains("first\r\n"));
            String replay = socket.messages().stream()
                    .filter(m -> m.contains("\"replay\""))
                    .findFirst()
                    .orElseThrow();
            ring = replay.replaceAll(".*\"ring\":\"([^\"]+)\".*", "$1");
            offset = socket.text().length();
        }
        try (TestSocket socket = open("t1?ring=" + ring + "&offset=" + offset)) {
            // Nobody types into a window that shows nothing yet.
            await().untilAsserted(() -> assertThat(socket.messages()).anyMatch(m -> m.contains("\"replay\"")));
            socket.type("echo second\n");
            await().untilAsserted(() -> assertThat(socket.text()).contains("second\r\n"));
            assertThat(socket.text()).doesNotContain("first");
        }
    }

    @Test
    void the_running_terminals_are_listed_and_one_can_be_ended() {
        try (TestSocket one = open("t1");
                TestSocket two = open("t2")) {
            await().untilAsserted(() -> assertThat(list()).contains("t1", "t2"));
            two.say("{\"type\":\"end\"}");
            await().untilAsserted(() -> assertThat(two.closeCode()).isEqualTo(4001));
            assertThat(list()).contains("t1").doesNotContain("t2");
            assertThat(one.closeCode()).isZero();
        }
    }

    @Test
    void a_window_is_told_why_its_sandbox_is_over() {
        try (TestSocket socket = open("t1")) {
            await().untilAsserted(() -> assertThat(socket.messages()).isNotEmpty());
            sandboxes.end(sandbox, Ending.Reason.IDLE);
            await().untilAsserted(() -> assertThat(socket.closeCode()).isEqualTo(4002));
            assertThat(socket.closeReason()).isEqualTo("idle");
        }
    }

    @Test
    void a_stranger_is_not_let_in() {
        assertThat(status("t1", null, origin())).isEqualTo(401);
        given().header("Accept", "application/json")
                .get("/sandboxes/" + sandbox + "/terminals")
                .then()
                .statusCode(401);
    }

    @Test
    void another_learners_sandbox_is_answered_like_one_that_does_not_exist() {
        SignedIn mallory = SignedIn.as("Mallory", learners);
        assertThat(status("t1", mallory.cookie(), origin())).isEqualTo(404);
        assertThat(status("t1", mallory.cookie(), origin(), SandboxId.random().value()))
                .isEqualTo(404);
        assertThat(status("t1", ada.cookie(), origin(), "no-id")).isEqualTo(404);
        given().cookie("packetwalk_session", mallory.token())
                .header("Accept", "application/json")
                .get("/sandboxes/" + sandbox + "/terminals")
                .then()
                .statusCode(404);
    }

    @Test
    void a_page_of_another_origin_is_not_let_in() {
        assertThat(status("t1", ada.cookie(), "http://evil.example")).isEqualTo(403);
        assertThat(status("t1", ada.cookie(), "http://localhost:1")).isEqualTo(403);
        assertThat(status("t1", ada.cookie(), "null")).isEqualTo(403);
        assertThat(status("t1", ada.cookie(), null)).isEqualTo(403);
    }

    @Test
    void there_is_an_end_to_how_many_terminals_a_sandbox_has() {
        assertThat(status("t9", ada.cookie(), origin())).isEqualTo(404);
        assertThat(status("x", ada.cookie(), origin())).isEqualTo(404);
    }

    @Test
    void what_is_none_of_the_protocol_closes_the_window_and_not_the_shell() {
        try (TestSocket socket = open("t1")) {
            socket.say("{\"type\":\"resize\",\"columns\":0,\"rows\":-1}");
            await().untilAsserted(() -> assertThat(socket.closeCode()).isEqualTo(4004));
        }
        try (TestSocket socket = open("t1")) {
            socket.say("{\"type\":\"format-disk\"}");
            await().untilAsserted(() -> assertThat(socket.closeCode()).isEqualTo(4004));
        }
        assertThat(list()).contains("t1");
    }

    @Test
    void open_terminals_are_counted() {
        try (TestSocket socket = open("t1")) {
            await().untilAsserted(() -> assertThat(socket.messages()).isNotEmpty());
            given().get("/q/metrics")
                    .then()
                    .statusCode(200)
                    .body(containsString("packetwalk_terminals_open"))
                    .body(containsString("packetwalk_terminals_viewers"));
        }
    }

    private String list() {
        return given().cookie("packetwalk_session", ada.token())
                .header("Accept", "application/json")
                .get("/sandboxes/" + sandbox + "/terminals")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private TestSocket open(String terminal) {
        return switch (connect(terminal, ada.cookie(), origin(), sandbox.value())) {
            case TestSocket.Opening.Open(TestSocket socket) -> socket;
            case TestSocket.Opening.Refused(int status) -> throw new AssertionError("refused with " + status);
        };
    }

    private int status(String terminal, @Nullable String cookie, @Nullable String origin) {
        return status(terminal, cookie, origin, sandbox.value());
    }

    private int status(String terminal, @Nullable String cookie, @Nullable String origin, String id) {
        return switch (connect(terminal, cookie, origin, id)) {
            case TestSocket.Opening.Open(TestSocket socket) -> {
                socket.close();
                yield 101;
            }
            case TestSocket.Opening.Refused(int status) -> status;
        };
    }

    private TestSocket.Opening connect(String terminal, @Nullable String cookie, @Nullable String origin, String id) {
        Map<String, String> headers = new HashMap<>();
        if (cookie != null) {
            headers.put("Cookie", cookie);
        }
        if (origin != null) {
            headers.put("Origin", origin);
        }
        return TestSocket.open(
                URI.create("ws://" + home.getAuthority() + "/sandboxes/" + id + "/terminals/" + terminal), headers);
    }

    private String origin() {
        return "http://" + home.getAuthority();
    }
}
