package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.cli.Tool;
import dev.packetwalk.progress.EvidenceBundle;
import dev.packetwalk.progress.EvidenceBundles;
import dev.packetwalk.progress.EvidenceBundles.Reading;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attempt was graded on leaves the lab as a file, and comes to the same grade elsewhere. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class EvidenceResourceTest {
    private static final String LESSON = "/lessons/iptables-following-a-packet";
    private static final String FIREWALL = LESSON + "/minimal-firewall";
    private static final String EVIDENCE = FIREWALL + "/evidence";
    private static final String RIGHT = """
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A INPUT -j DROP
            COMMIT
            """;

    @TempDir
    Path folder;

    @Inject
    QuietEngine engine;

    private final Browser ada = new Browser();

    @AfterEach
    void repair() {
        engine.rules(QuietEngine.NO_RULES);
    }

    @Test
    void a_passed_attempt_is_exported_and_passes_again_by_the_tool() throws IOException {
        begin(ada);
        engine.rules(RIGHT);
        passed(ada);

        Response download = ada.get(EVIDENCE);

        assertThat(download.statusCode()).isEqualTo(200);
        assertThat(download.contentType()).startsWith("application/json");
        assertThat(download.header("Content-Disposition"))
                .matches("attachment; filename=\"packetwalk-minimal-firewall-[0-9]{8}-[0-9]{4}\\.json\"");
        assertThat(download.header("Cache-Control")).isEqualTo("no-store");
        assertThat(grade(download).status()).as("%s", grade(download)).isZero();
        assertThat(grade(download).out()).contains("comes out the same").endsWith("\npassed\n");
    }

    @Test
    void what_happened_since_the_last_grade_is_graded_before_it_is_exported() throws IOException {
        begin(ada);
        engine.rules(RIGHT);
        passed(ada);
        engine.rules(RIGHT.replace("-A INPUT -j DROP\n", ""));

        Response download = ada.get(EVIDENCE);

        EvidenceBundle bundle = ((Reading.Whole) EvidenceBundles.read(download.asString())).bundle();
        assertThat(bundle.grade()).isNotNull();
        assertThat(bundle.passedAt()).isNotNull();
        Tool ran = grade(download);
        assertThat(ran.out()).contains("comes out the same");
        assertThat(ran.status()).isEqualTo(bundle.grade().passed() ? 0 : 1);
    }

    @Test
    void what_was_altered_on_the_way_is_refused() throws IOException {
        begin(ada);
        String whole = ada.get(EVIDENCE).asString();
        assertThat(whole).contains(":INPUT ACCEPT");
        Path file = Files.writeString(folder.resolve("altered.json"), whole.replace(":INPUT ACCEPT", ":INPUT DROP"));

        Tool ran = Tool.run("grade", FIREWALL.substring("/lessons/".length()), "--bundle", file.toString());

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("altered.json", "was altered", "export it again");
    }

    @Test
    void answers_leave_with_the_rest_and_nobody_elses() {
        begin(ada);
        ada.post(FIREWALL, FIREWALL + "/checks/loopback-in/answers", Map.of("answer.port", "8080"));
        Browser bob = new Browser();
        begin(bob);

        assertThat(ada.get(EVIDENCE).asString()).contains("8080");
        assertThat(bob.get(EVIDENCE).asString()).doesNotContain("8080");
    }

    @Test
    void before_an_attempt_there_is_none_and_a_stranger_gets_none() {
        assertThat(ada.get(EVIDENCE).statusCode()).isEqualTo(401);
        ada.join("Ada");
        assertThat(ada.get(EVIDENCE).statusCode()).isEqualTo(404);
        assertThat(ada.get(LESSON + "/nothing/evidence").statusCode()).isEqualTo(404);
        assertThat(ada.get(FIREWALL).asString()).doesNotContain("/evidence\"");
    }

    @Test
    void what_has_happened_is_told_on_a_page_that_is_the_learners_own() {
        begin(ada);
        assertThat(ada.get(FIREWALL).asString()).contains("href=\"" + FIREWALL + "/journal\"");
        engine.rules(RIGHT.replace("-j DROP", "-m comment --comment \"<b>\" -j DROP"));
        await().untilAsserted(() -> assertThat(
                        Jsoup.parse(ada.get(FIREWALL + "/journal").asString())
                                .select("[data-kind=added]")
                                .text())
                .contains("-A INPUT -i lo -j ACCEPT", "--comment \"<b>\""));
        assertThat(ada.get(FIREWALL + "/journal").asString()).doesNotContain("<b>\"");
        assertThat(new Browser().get(FIREWALL + "/journal").statusCode()).isEqualTo(401);
        Browser bob = new Browser();
        bob.join("Bob");
        assertThat(bob.get(FIREWALL + "/journal").asString())
                .contains("Nothing has happened yet")
                .doesNotContain("data-kind");
    }

    @Test
    void the_page_offers_it_as_soon_as_there_is_an_attempt() {
        begin(ada);
        assertThat(ada.get(FIREWALL).asString()).contains("href=\"" + EVIDENCE + "\"");
    }

    private static void begin(Browser learner) {
        learner.join("Learner");
        learner.post(FIREWALL, FIREWALL + "/machine");
        learner.post(FIREWALL, FIREWALL + "/check");
    }

    private static void passed(Browser learner) {
        await().untilAsserted(() -> assertThat(learner.get(FIREWALL).asString().split("data-state=\"passed\"", -1))
                .hasSizeGreaterThan(4));
    }

    private Tool grade(Response download) throws IOException {
        Path file = Files.writeString(folder.resolve("bundle.json"), download.asString());
        return Tool.run(
                List.of("grade", FIREWALL.substring("/lessons/".length()), "--bundle", file.toString(), "--strict")
                        .toArray(String[]::new));
    }
}
