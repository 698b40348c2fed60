package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a learner does becomes evidence, and nobody else's does. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class AnswersResourceTest {
    private static final ExerciseKey KEY = new ExerciseKey("iptables-following-a-packet", "minimal-firewall");
    private static final String FIREWALL = "/lessons/" + KEY;
    private static final String ANSWERS = FIREWALL + "/checks/loopback-in/answers";
    private static final Pattern SANDBOX = Pattern.compile("data-sandbox=\"([a-z2-7]{26})\"");

    @Inject
    Sandboxes sandboxes;

    @Inject
    Attempts attempts;

    @Inject
    Journals journals;

    private final Browser browser = new Browser();
    private SandboxId sandbox = SandboxId.random();

    @BeforeEach
    void startMachine() {
        browser.join("Ada");
        browser.post(FIREWALL, FIREWALL + "/machine");
        Matcher found = SANDBOX.matcher(browser.get(FIREWALL).asString());
        assertThat(found.find()).isTrue();
        sandbox = new SandboxId(found.group(1));
    }

    @Test
    void an_answer_is_kept_noted_in_the_journal_and_leads_back_to_the_page() {
        Response answered =
                browser.post(FIREWALL, ANSWERS, Map.of("answer.port", " 8080 ", "answer.host", "<b>", "other", "x"));
        assertThat(answered.statusCode()).isEqualTo(303);
        assertThat(answered.header("Location")).endsWith(FIREWALL + "#checks");

        Map<String, String> fields = Map.of("port", "8080", "host", "<b>");
        assertThat(answers()).containsExactly(new JournalEvent.Answered("minimal-firewall", "loopback-in", fields, ""));
    }

    @Test
    void a_line_sent_to_a_shell_is_noted_without_what_it_says() throws IOException {
        try (TerminalStream terminal = sandboxes.attach(sandbox, new TerminalName("t1"), TerminalSize.DEFAULT)) {
            byte[] line = "echo secret\n".getBytes(StandardCharsets.UTF_8);
            terminal.write(line, 0, line.length);
        }
        journals.flush();
        assertThat(journals.read(sandbox))
                .extracting(JournalEntry::event)
                .contains(new JournalEvent.LineEntered())
                .noneMatch(event -> event.toString().contains("secret"));
    }

    @Test
    void without_the_token_of_the_page_nothing_is_answered() {
        Response refused =
                browser.request().formParams(Map.of("answer.port", "1")).post(ANSWERS);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(answers()).isEmpty();
    }

    @Test
    void a_stranger_answers_nothing_and_another_learner_nothing_of_this_ones() {
        Browser stranger = new Browser();
        assertThat(stranger.post("/", ANSWERS, Map.of("answer.port", "1")).statusCode())
                .isEqualTo(401);
        Browser bob = new Browser();
        bob.join("Bob");
        assertThat(bob.post(FIREWALL, ANSWERS, Map.of("answer.port", "1")).statusCode())
                .isEqualTo(303);
        assertThat(answers()).isEmpty();
    }

    @Test
    void what_is_too_long_or_too_much_or_not_asked_is_refused() {
        assertThat(browser.post(FIREWALL, ANSWERS, Map.of("answer.port", "x".repeat(501)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(browser.post(FIREWALL, FIREWALL + "/checks/none/answers", Map.of("answer.port", "1"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.post(FIREWALL, ANSWERS, many(9)).statusCode()).isEqualTo(400);
        assertThat(answers()).isEmpty();
        for (int i = 0; i < 9; i++) {
            browser.post(FIREWALL, ANSWERS, Map.of("answer.port", "1"));
        }
        await().untilAsserted(() -> assertThat(browser.post(FIREWALL, ANSWERS, Map.of("answer.port", "1"))
                        .statusCode())
                .isEqualTo(429));
    }

    @Test
    void after_the_machine_is_gone_the_journal_stays_with_the_attempt() {
        browser.post(FIREWALL, ANSWERS, Map.of("answer.port", "1"));
        Attempt attempt = attempt();
        browser.post(FIREWALL, FIREWALL + "/machine/release");
        await().untilAsserted(() -> assertThat(journals.of(attempt))
                .extracting(entry -> entry.event().getClass().getSimpleName())
                .contains("RulesetBecame", "Answered"));
    }

    private static Map<String, String> many(int answers) {
        return IntStream.range(0, answers).boxed().collect(Collectors.toMap(i -> "answer.f" + i, _ -> "x".repeat(500)));
    }

    /** Those that are written down. */
    private List<JournalEvent> answers() {
        return journals.read(sandbox).stream()
                .map(JournalEntry::event)
                .filter(JournalEvent.Answered.class::isInstance)
                .toList();
    }

    private Attempt attempt() {
        List<Lease> leases = sandboxes.leases().stream()
                .filter(lease -> lease.id().equals(sandbox))
                .toList();
        return attempts.latest(leases.getFirst().learner(), KEY).orElseThrow();
    }
}
