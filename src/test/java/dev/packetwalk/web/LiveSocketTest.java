package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.sandbox.Claim;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.terminal.SignedIn;
import dev.packetwalk.web.terminal.TestSocket;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WebDatabase.class)
class LiveSocketTest {
    private static final ExerciseKey FIREWALL = new ExerciseKey("iptables-following-a-packet", "minimal-firewall");
    private static final String RIGHT = """
            *filter
            :INPUT DROP [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            COMMIT
            """;
    private static final String DROP_FIRST = RIGHT.replace("-A INPUT -i lo", "-A INPUT -j DROP\n-A INPUT -i lo");

    @Inject
    Learners learners;

    @Inject
    Sandboxes sandboxes;

    @Inject
    Attempts attempts;

    @Inject
    Lessons lessons;

    @Inject
    QuietEngine engine;

    @TestHTTPResource("/")
    URI home = URI.create("http://localhost/");

    private SignedIn ada = new SignedIn(new UUID(0, 0), "");
    private SandboxId sandbox = SandboxId.random();

    @BeforeEach
    void startMachine() {
        engine.rules(QuietEngine.NO_RULES);
        ada = SignedIn.as("Ada", learners);
        Exercise exercise = lessons.exercise(FIREWALL.lesson(), FIREWALL.exercise(), ada.learner());
        Claim claim = sandboxes.claim(
                ada.learner(),
                Lessons.sandboxName(FIREWALL, exercise),
                exercise.sandbox().topology());
        sandbox = ((Claim.Granted) claim).lease().id();
        attempts.open(ada.learner(), FIREWALL);
    }

    @AfterEach
    void giveBack() {
        engine.rules(QuietEngine.NO_RULES);
        sandboxes.release(sandbox);
    }

    @Test
    void a_page_hears_of_each_change_without_asking() {
        try (TestSocket page = open(FIREWALL.toString())) {
            engine.rules(DROP_FIRST);
            await().untilAsserted(() -> assertThat(page.messages())
                    .anySatisfy(m -> assertThat(m)
                            .contains("\"kind\":\"grade\"", "\"id\":\"loopback-in\",\"state\":\"failed\"")
                            .contains("-A INPUT -j DROP", "never_reached")));
            engine.rules(RIGHT);
            await().untilAsserted(() ->
                    assertThat(last(page)).contains("\"passed\":true", "\"settled\":true", "\"kept\":true"));
            assertThat(attempts.latest(ada.learner(), FIREWALL).orElseThrow().passed())
                    .isTrue();
        }
    }

    @Test
    void a_check_that_passed_and_is_undone_says_both() {
        try (TestSocket page = open(FIREWALL.toString())) {
            engine.rules(RIGHT);
            await().untilAsserted(() -> assertThat(last(page)).contains("\"passed\":true", "\"settled\":true"));
            engine.rules(DROP_FIRST);
            await().untilAsserted(() -> assertThat(last(page))
                    .contains("\"passed\":false", "\"settled\":true")
                    .containsPattern("loopback-in.*?\"passedAt\":\"[^\"]+\",\"undoneAt\":\"[^\"]+\""));
        }
    }

    @Test
    void a_page_that_opens_later_is_told_how_things_are() {
        engine.rules(RIGHT);
        try (TestSocket first = open(FIREWALL.toString())) {
            await().untilAsserted(() -> assertThat(last(first)).contains("\"passed\":true"));
        }
        try (TestSocket second = open(FIREWALL.toString())) {
            await().untilAsserted(() -> assertThat(second.messages())
                    .anySatisfy(m -> assertThat(m).contains("\"kind\":\"lease\""))
                    .anySatisfy(m -> assertThat(m).contains("\"passed\":true")));
        }
    }

    @Test
    void an_exercise_that_goes_on_in_the_machine_of_the_one_before_is_begun_by_opening_its_page() {
        engine.rules(RIGHT);
        ExerciseKey next = new ExerciseKey(FIREWALL.lesson(), "rule-order");
        try (TestSocket page = open(next.toString())) {
            await().untilAsserted(() -> assertThat(last(page))
                    .contains("\"kind\":\"grade\"", "\"exercise\":\"" + next + "\"")
                    .containsPattern("\"id\":\"works\",\"state\":\"done\""));
        }
        assertThat(attempts.latest(ada.learner(), next)).isPresent();
    }

    @Test
    void a_page_hears_that_its_machine_is_gone() {
        try (TestSocket page = open(FIREWALL.toString())) {
            await().untilAsserted(() -> assertThat(page.messages()).isNotEmpty());
            sandboxes.release(sandbox);
            await().untilAsserted(
                            () -> assertThat(last(page)).contains("\"kind\":\"ended\"", "\"reason\":\"released\""));
        }
    }

    @Test
    void strangers_other_learners_and_other_origins_hear_nothing() {
        SignedIn mallory = SignedIn.as("Mallory", learners);
        assertThat(status(null, origin())).isEqualTo(401);
        assertThat(status(mallory.cookie(), origin())).isEqualTo(404);
        assertThat(status(ada.cookie(), "http://evil.example")).isEqualTo(403);
        assertThat(status(ada.cookie(), null)).isEqualTo(403);
    }

    /** What the page was told last; nothing before the first. */
    private static String last(TestSocket page) {
        return page.messages().isEmpty() ? "" : page.messages().getLast();
    }

    private TestSocket open(String exercise) {
        return switch (connect(ada.cookie(), origin(), exercise)) {
            case TestSocket.Opening.Open(TestSocket socket) -> socket;
            case TestSocket.Opening.Refused(int status) -> throw new AssertionError("refused with " + status);
        };
    }

    private int status(@Nullable String cookie, @Nullable String origin) {
        return switch (connect(cookie, origin, FIREWALL.toString())) {
            case TestSocket.Opening.Open(TestSocket socket) -> {
                socket.close();
                yield 101;
            }
            case TestSocket.Opening.Refused(int status) -> status;
        };
    }

    private TestSocket.Opening connect(@Nullable String cookie, @Nullable String origin, String exercise) {
        Map<String, String> headers = new HashMap<>();
        if (cookie != null) {
            headers.put("Cookie", cookie);
        }
        if (origin != null) {
            headers.put("Origin", origin);
        }
        return TestSocket.open(
                URI.create("ws://" + home.getAuthority() + "/sandboxes/" + sandbox + "/live?exercise="
                        + exercise.replace("/", "%2F")),
                headers);
    }

    private String origin() {
        return "http://" + home.getAuthority();
    }
}
