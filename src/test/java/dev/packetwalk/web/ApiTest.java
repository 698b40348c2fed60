package dev.packetwalk.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.progress.EvidenceBundles;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.access.ApiTokens;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassStaff;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.web.gradebook.OldGrades;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What programs do with the API: claim, check, wait, read grades, run a class. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class ApiTest {
    private static final String LESSON = "iptables-following-a-packet";
    private static final String SANDBOX = "/api/v1/sandboxes/" + LESSON + "/minimal-firewall";

    @Inject
    TestPeople people;

    @Inject
    Enrolments enrolments;

    @Inject
    ClassStaff staff;

    @Inject
    ApiTokens tokens;

    @Inject
    QuietEngine engine;

    @AfterEach
    void repair() {
        engine.rules(QuietEngine.NO_RULES);
    }

    @Test
    void a_learners_own_program_claims_checks_and_reads_its_grade() {
        Program ada = as(people.make(Role.LEARNER, "ada"));
        Response claim = ada.put(SANDBOX);
        assertThat(claim.statusCode()).isEqualTo(201);
        Response again = ada.put(SANDBOX);
        assertThat(again.statusCode()).as("idempotent").isEqualTo(200);
        assertThat(again.<String>path("sandbox.id")).isEqualTo(claim.path("sandbox.id"));
        assertThat(again.<Integer>path("attempt")).isEqualTo(claim.path("attempt"));
        String attempt = "/api/v1/attempts/" + claim.path("attempt");

        Response failed = checked(ada, attempt);
        assertThat(failed.<Boolean>path("grade.passed")).isFalse();
        assertThat(failed.<Boolean>path("live")).isTrue();

        engine.rules(OldGrades.RIGHT);
        Response passed = checked(ada, attempt);
        assertThat(passed.<Boolean>path("grade.passed")).isTrue();
        assertThat(passed.<Integer>path("grade.passedChecks")).isEqualTo(passed.path("grade.allChecks"));
        await().untilAsserted(() ->
                assertThat(ada.get(attempt).<String>path("passedAt")).isNotNull());
        assertThat(ada.get(attempt + "/grade?format=tap").asString()).startsWith("TAP version 14\n1..");
        assertThat(ada.get(attempt + "/grade?format=junit").asString()).contains("failures=\"0\"");
        assertThat(ada.get(attempt + "/grade?format=csv").asString()).startsWith("check,title,state,");
        assertThat(ada.get(attempt + "/grades").<List<Object>>path("items")).hasSizeGreaterThan(1);
        assertThat(EvidenceBundles.read(ada.get(attempt + "/evidence").asString()))
                .isInstanceOf(EvidenceBundles.Reading.Whole.class);

        assertThat(ada.delete(SANDBOX).statusCode()).isEqualTo(204);
        Response kept = checked(ada, attempt);
        assertThat(kept.<Boolean>path("live")).as("by what was kept").isFalse();
        assertThat(kept.<Boolean>path("grade.passed")).isTrue();
    }

    @Test
    void a_run_is_told_as_it_goes_up_to_its_end() {
        Program ada = as(people.make(Role.LEARNER, "ada"));
        String attempt = "/api/v1/attempts/" + ada.put(SANDBOX).path("attempt");
        Response started = ada.post(attempt + "/checks");
        assertThat(started.statusCode()).isEqualTo(202);
        Response events = ada.get(started.header("Location") + "/events");
        assertThat(events.contentType()).startsWith("text/event-stream");
        List<String> data = events.asString()
                .lines()
                .filter(line -> line.startsWith("data:"))
                .toList();
        assertThat(data.getLast()).contains("\"state\":\"settled\"").contains("\"grade\":");
        assertThat(data.subList(0, data.size() - 1)).allMatch(line -> line.contains("\"state\":\"running\""));
        ada.delete(SANDBOX);
    }

    @Test
    void an_instructor_sees_the_learners_of_their_class_and_their_gradebook_in_every_format() {
        UUID teacher = people.make(Role.INSTRUCTOR, "teacher");
        Program grace = as(teacher);
        Response made = grace.post("/api/v1/classes", "{\"name\": \"=HYPERLINK(1)\", \"lesson\": \"" + LESSON + "\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        String taught = made.header("Location").replaceFirst("^https?://[^/]*", "");
        UUID ada = people.make(Role.LEARNER, "ada");
        enrolments.join(new LearnerName("=2+5"), new ClassCode(made.path("code")));
        enrolments.join(ada, new ClassCode(made.path("code")));
        enrolments.join(new LearnerName("Bob, \"the\" builder"), new ClassCode(made.path("code")));
        Program her = as(ada);
        engine.rules(OldGrades.RIGHT);
        String attempt = "/api/v1/attempts/" + her.put(SANDBOX).path("attempt");
        checked(her, attempt);
        her.delete(SANDBOX);
        await().untilAsserted(() ->
                assertThat(her.get(attempt).<String>path("passedAt")).isNotNull());

        assertThat(grace.get(taught + "/attempts").<List<Integer>>path("items.id"))
                .hasSize(1);
        assertThat(grace.get(attempt).statusCode()).isEqualTo(200);
        assertThat(as(people.make(Role.INSTRUCTOR, "other")).get(attempt).statusCode())
                .as("who teaches another class")
                .isEqualTo(404);
        assertThat(grace.get(taught + "/gradebook").<List<String>>path("items.learner.name"))
                .containsExactlyInAnyOrder("=2+5", "ada", "Bob, \"the\" builder");
        String csv = grace.get(taught + "/gradebook?format=csv").asString();
        assertThat(csv).contains(",'=2+5,", ",\"Bob, \"\"the\"\" builder\",", "minimal-firewall.state", "passed,");
        assertThat(grace.get(taught + "/gradebook?format=junit").asString())
                .contains("<testsuites>", "minimal-firewall");
        assertThat(grace.get(taught + "/gradebook?format=tap").asString()).contains("# Subtest: =2+5", "    ok ");

        Response regrade = grace.post(taught + "/regrades", "{}");
        String where = regrade.header("Location");
        await().until(() -> grace.get(where).path("state").equals("ready"));
        assertThat(grace.get(where).<Integer>path("changed"))
                .as("nothing was repaired")
                .isZero();
        assertThat(grace.post(where + "/apply").statusCode()).isEqualTo(202);
        await().until(() -> grace.get(where).path("state").equals("applied"));
        assertThat(grace.post(where + "/apply").statusCode()).as("only once").isEqualTo(409);
    }

    @Test
    void a_grader_of_a_class_reads_and_runs_checks_and_changes_nothing() {
        UUID teacher = people.make(Role.INSTRUCTOR, "teacher");
        Program grace = as(teacher);
        Response made = grace.post("/api/v1/classes", "{\"name\": \"Networks\", \"lesson\": \"" + LESSON + "\"}");
        UUID id = UUID.fromString(made.path("id"));
        String taught = "/api/v1/classes/" + id;
        UUID ada = people.make(Role.LEARNER, "ada");
        enrolments.join(ada, new ClassCode(made.path("code")));
        String attempt = "/api/v1/attempts/" + as(ada).put(SANDBOX).path("attempt");
        UUID robot = people.make(Role.GRADER, "robot");
        Program grader = as(robot);
        assertThat(grader.get(taught).statusCode()).as("before").isEqualTo(404);
        assertThat(staff.add(teacher, id, robot)).isEqualTo(ClassStaff.Adding.ADDED);
        assertThat(grader.get(taught + "/gradebook?format=csv").statusCode()).isEqualTo(200);
        assertThat(checked(grader, attempt).<Boolean>path("grade.passed")).isFalse();
        assertThat(grader.get(attempt + "/evidence").statusCode()).isEqualTo(200);
        assertThat(grader.post(taught + "/regrades", "{}").statusCode()).isEqualTo(403);
        assertThat(grader.request().put(taught + "/closed").statusCode()).isEqualTo(403);
        assertThat(grader.delete(taught + "/enrolments/" + ada).statusCode()).isEqualTo(403);
        staff.remove(teacher, id, robot);
        assertThat(grader.get(attempt).statusCode()).as("afterwards").isEqualTo(404);
        as(ada).delete(SANDBOX);
    }

    @Test
    void pages_of_a_list_follow_each_other_without_a_gap() {
        Program grace = as(people.make(Role.INSTRUCTOR, "teacher"));
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(
                    grace.post("/api/v1/classes", "{\"name\": \"Class " + i + "\", \"lesson\": \"" + LESSON + "\"}")
                            .path("id"));
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Response page = grace.get("/api/v1/classes?limit=2&cursor=" + cursor);
            assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
            read.addAll(page.path("items.id"));
            cursor = page.path("next");
        }
        assertThat(read).isEqualTo(made);
    }

    @Test
    void a_session_reads_and_changes_nothing() {
        String session = people.as(Role.INSTRUCTOR);
        assertThat(given().cookie(SessionCookie.NAME, session)
                        .get("/api/v1/classes")
                        .statusCode())
                .isEqualTo(200);
        assertThat(given().cookie(SessionCookie.NAME, session)
                        .contentType(ContentType.JSON)
                        .body("{\"name\": \"x\", \"lesson\": \"" + LESSON + "\"}")
                        .post("/api/v1/classes")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_token_is_good_for_the_api_only_and_no_longer_once_it_is_revoked() {
        UUID ada = people.make(Role.LEARNER, "ada");
        Program program = as(ada);
        assertThat(program.get("/api/v1/me").<String>path("id")).isEqualTo(ada.toString());
        assertThat(as(ada).request()
                        .header("Accept", "text/html")
                        .get("/account")
                        .statusCode())
                .isEqualTo(401);
        tokens.of(ada).forEach(token -> tokens.revoke(ada, token.id()));
        assertThat(as(ada).get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void asking_without_end_is_slowed_down() {
        Program program = as(people.make(Role.LEARNER, "ada"));
        Response last = program.get("/api/v1/me");
        for (int i = 0; i < 1_000 && last.statusCode() == 200; i++) {
            last = program.get("/api/v1/me");
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.header("Retry-After")).isNotBlank();
        assertThat(last.<String>path("type")).isEqualTo("/api/v1/problems/too-often");
    }

    /** Starts the checks, and waits for them. */
    private static Response checked(Program program, String attempt) {
        Response started = program.post(attempt + "/checks");
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(202);
        Response settled = program.get(started.header("Location") + "?wait=30");
        assertThat(settled.<String>path("state")).isEqualTo("settled");
        return settled;
    }

    private Program as(UUID account) {
        return new Program(people.tokenOf(account));
    }

    /** What comes with a token. */
    private record Program(String token) {
        Response get(String path) {
            return request().get(path);
        }

        Response put(String path) {
            return request().put(path);
        }

        Response delete(String path) {
            return request().delete(path);
        }

        Response post(String path) {
            return request().post(path);
        }

        Response post(String path, String json) {
            return request().contentType(ContentType.JSON).body(json).post(path);
        }

        RequestSpecification request() {
            return given().header("Authorization", "Bearer " + token);
        }
    }
}
