package dev.packetwalk.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.packetwalk.progress.AuditEntry;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.recording.RecordedEvent;
import dev.packetwalk.progress.recording.RecordingWish;
import dev.packetwalk.progress.recording.RecordingWriter;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.web.people.TestPeople;
import dev.packetwalk.web.replay.AsciicastRules;
import dev.packetwalk.web.terminal.SignedIn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages about recordings, for a learner and for who teaches them. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class RecordingPagesTest {
    private static final ExerciseKey FIREWALL = new ExerciseKey("iptables-following-a-packet", "minimal-firewall");
    private static final String FIREWALL_PAGE = "/lessons/" + FIREWALL;
    private static final String HOSTILE = "Networks <img src=x onerror=alert(1)>";
    private static final String LO = "-A INPUT -i lo -m comment --comment \"</li><script>alert(1)</script>\" -j ACCEPT";

    @Inject
    QuietEngine engine;

    @Inject
    Learners learners;

    @Inject
    Sessions sessions;

    @Inject
    Sandboxes sandboxes;

    @Inject
    Lessons lessons;

    @Inject
    Classes classes;

    @Inject
    Enrolments enrolments;

    @Inject
    Journals journals;

    @Inject
    RecordingWriter writer;

    @Inject
    AuditLog audit;

    @Inject
    TestPeople people;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SignedIn ada;

    @SuppressWarnings("NullAway.Init") // set before each test
    private UUID teacher;

    @SuppressWarnings("NullAway.Init") // set before each test
    private UUID taught;

    @BeforeEach
    void enrol() {
        ada = SignedIn.as("Ada <b>", learners);
        teacher = people.make(Role.INSTRUCTOR, "teacher");
        ClassCode code = ClassCode.random();
        Classes.Making made = classes.make(teacher, ClassPlan.of(HOSTILE, code, FIREWALL.lesson()));
        taught = ((Classes.Making.Made) made).taught().id();
        enrolments.join(ada.learner(), code);
    }

    @AfterEach
    void reset() {
        engine.rules(QuietEngine.NO_RULES);
    }

    @Test
    void an_instructor_lists_and_opens_what_the_learner_shares_with_the_class_and_that_is_noted() {
        String list = "/classes/" + taught + "/learners/" + ada.learner() + "/recordings";
        String asTeacher = sessions.open(teacher).value();
        assertThat(get(list, asTeacher).asString()).contains("has not agreed to be recorded");
        enrolments.consent(ada.learner(), taught, false, false, true);
        assertThat(get(list, asTeacher).asString()).contains("Nothing has been recorded yet");
        String shared = recorded(SandboxId.random(), Set.of(taught));
        recorded(SandboxId.random(), Set.of());
        Document listed = page(list, asTeacher);
        assertThat(listed.select(".recordings a").eachAttr("href")).containsExactly("/recordings/" + shared);
        assertThat(listed.select("img, b")).isEmpty();

        Document replay = page("/recordings/" + shared, asTeacher);
        assertThat(replay.text()).contains("Recorded by Ada <b>");
        assertThat(replay.select("form[action$=delete]")).isEmpty();
        assertThat(get("/recordings/" + shared + "/terminals/t1", asTeacher).statusCode())
                .isEqualTo(200);
        assertThat(audit.read(new AuditLog.Filter("", "recording_opened", null, null, null), 2))
                .extracting(AuditEntry::subject, AuditEntry::detail)
                .containsExactly(tuple("Ada <b>", purpose() + ", t1"), tuple("Ada <b>", purpose()));

        String another = sessions.open(people.make(Role.INSTRUCTOR, "another")).value();
        assertThat(get(list, another).statusCode()).isEqualTo(404);
        assertThat(get("/recordings/" + shared, another).statusCode()).isEqualTo(404);
        enrolments.consent(ada.learner(), taught, false, false, false);
        assertThat(get("/recordings/" + shared, asTeacher).statusCode()).isEqualTo(404);
        assertThat(get("/recordings/" + shared + "/terminals/t1", asTeacher).statusCode())
                .isEqualTo(404);
        assertThat(get("/recordings/" + shared, ada.token()).statusCode()).isEqualTo(200);
    }

    @Test
    void rules_that_changed_meanwhile_are_moments_of_the_page_and_markers_of_the_file() {
        Response started = form(FIREWALL_PAGE, FIREWALL_PAGE + "/machine", "x=1");
        assertThat(started.statusCode()).isEqualTo(303);
        SandboxId sandbox =
                sandboxes.lease(ada.learner(), purpose()).orElseThrow().id();
        // The rules of the beginning are those that were known by then.
        await().until(() -> !journals.read(sandbox).isEmpty());
        String id = recorded(sandbox, Set.of());
        engine.rules(QuietEngine.NO_RULES.replace("COMMIT", LO + "\nCOMMIT"));
        await().untilAsserted(
                        () -> assertThat(page("/recordings/" + id, ada.token()).select("[data-kind=rules]"))
                                .hasSize(1));

        Document replay = page("/recordings/" + id, ada.token());
        assertThat(replay.select("[data-kind=rules]").text()).contains("New in filter, rule 1: " + LO);
        assertThat(replay.select("[data-kind=passed]").text()).contains("Passed: The machine can talk to itself");
        assertThat(replay.select("[data-moments] script")).isEmpty();
        String states = replay.select("[data-states]").attr("data-states");
        assertThat(states).matches("\\[\\[0\\.000,\\d+](,\\[[0-9.]+,\\d+])+]");
        String last = states.replaceAll(".*,(\\d+)]]", "$1");
        Response rules = get("/recordings/" + id + "/rules?entry=" + last, ada.token());
        assertThat(rules.jsonPath().getString("rules.tables[0].chains[0].rules[0].text"))
                .isEqualTo(LO);
        assertThat(rules.jsonPath().getString("world.hosts[0].name")).isEqualTo("internet");
        assertThat(get("/recordings/" + id + "/rules?entry=999999", ada.token()).statusCode())
                .isEqualTo(204);

        Response file = get("/recordings/" + id + "/terminals/t1", ada.token());
        assertThat(file.header("Content-Disposition"))
                .matches("attachment; filename=\"packetwalk-[a-z0-9.-]+\\.cast\"");
        List<JsonNode> lines = AsciicastRules.read(file.asString());
        assertThat(lines)
                .anyMatch(line -> line.path(1).asText().equals("m")
                        && line.path(2).asText().contains(LO));
        assertThat(get("/recordings/" + id + "/terminals/t2", ada.token()).statusCode())
                .isEqualTo(404);
        assertThat(get("/recordings/" + id, ada.token()).header("Content-Security-Policy"))
                .contains("script-src 'self' 'wasm-unsafe-eval';", "style-src 'self';");
    }

    @Test
    void the_mark_beside_the_terminal_says_for_whom_and_switches() {
        form(FIREWALL_PAGE, FIREWALL_PAGE + "/machine", "x=1");
        assertThat(mark().attr("data-state")).isEqualTo("off");
        form(FIREWALL_PAGE, FIREWALL_PAGE + "/recording", "wanted=true");
        assertThat(mark().text()).contains("Recorded, for you alone");
        enrolments.consent(ada.learner(), taught, false, false, true);
        assertThat(mark().text()).contains("instructors of " + HOSTILE + " can replay it");
        assertThat(mark().select("img")).isEmpty();
        form(FIREWALL_PAGE, FIREWALL_PAGE + "/recording", "wanted=false");
        assertThat(mark().attr("data-state")).isEqualTo("off");
        Document alone = page(FIREWALL_PAGE + "/recording", ada.token());
        assertThat(alone.expectFirst("#recording-mark").attr("data-state")).isEqualTo("off");
        assertThat(alone.select("form").attr("action")).isEqualTo(FIREWALL_PAGE + "/recording");
    }

    @Test
    void without_a_machine_there_is_no_mark() {
        assertThat(get(FIREWALL_PAGE + "/recording", ada.token()).statusCode()).isEqualTo(204);
    }

    @Test
    void a_learner_s_recordings_are_listed_and_deleted() {
        String id = recorded(SandboxId.random(), Set.of());
        Document list = page("/recordings", ada.token());
        assertThat(list.select(".recordings a").attr("href")).isEqualTo("/recordings/" + id);
        assertThat(list.select(".recordings").text()).contains("you alone");
        Response deleted = form("/recordings/" + id, "/recordings/" + id + "/delete", "x=1");
        assertThat(deleted.statusCode()).isEqualTo(303);
        assertThat(page("/recordings", ada.token()).text()).contains("Nothing has been recorded");
        assertThat(get("/recordings/" + id, ada.token()).statusCode()).isEqualTo(404);
    }

    private String recorded(SandboxId sandbox, Set<UUID> audience) {
        RecordingWish wish = new RecordingWish(ada.learner(), purpose(), true, audience);
        String id = writer.begin(sandbox, wish, Instant.now());
        List<RecordedEvent> events =
                List.of(new RecordedEvent.Output(0, "$ "), new RecordedEvent.Output(60_000, "exit\r\n"));
        writer.add(id, List.of(new RecordingWriter.Chunk(new TerminalName("t1"), TerminalSize.DEFAULT, events)));
        return id;
    }

    /** What learners have the firewall's sandbox for. */
    private String purpose() {
        return Lessons.sandboxName(FIREWALL, lessons.exercise(FIREWALL.lesson(), FIREWALL.exercise(), ada.learner()));
    }

    private Element mark() {
        return page(FIREWALL_PAGE, ada.token()).expectFirst("#recording-mark");
    }

    private static Document page(String path, String session) {
        return Jsoup.parse(get(path, session).asString());
    }

    private static Response get(String path, String session) {
        return given().cookie(SessionCookie.NAME, session)
                .header("Accept", "text/html,*/*;q=0.5")
                .redirects()
                .follow(false)
                .get(path);
    }

    private Response form(String from, String path, String body) {
        String csrf = get(from, ada.token()).cookie("packetwalk_csrf");
        return given().cookie(SessionCookie.NAME, ada.token())
                .cookie("packetwalk_csrf", csrf)
                .header("X-CSRF-TOKEN", csrf)
                .contentType("application/x-www-form-urlencoded")
                .body(body)
                .redirects()
                .follow(false)
                .post(path);
    }
}
