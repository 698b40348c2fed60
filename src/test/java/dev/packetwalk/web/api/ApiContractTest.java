package dev.packetwalk.web.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.access.Scope;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.web.WebDatabase;
import dev.packetwalk.web.api.Described.Operation;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every route of the API answers as its description says, whatever comes of it. A new one is tried by itself. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class ApiContractTest {
    private static final String LESSON = "iptables-following-a-packet";

    /** What has to happen before the rest can be asked for, and what ends it. Whatever reads is tried in between. */
    private static final List<String> FIRST = List.of(
            "makeClass", "claimSandbox", "startChecks", "startRegrade", "changeClass", "closeClass", "reopenClass");

    private static final List<String> LAST =
            List.of("applyRegrade", "resetSandbox", "releaseSandbox", "removeEnrolment");

    /** What is sent, where something is. */
    private static final Map<String, String> BODIES = Map.of(
            "makeClass", "{\"name\": \"Networks\", \"lesson\": \"" + LESSON + "\"}",
            "changeClass", "{\"name\": \"Networks, again\", \"lesson\": \"" + LESSON + "\", \"capacity\": 40}",
            "startRegrade", "{}");

    @Inject
    TestPeople people;

    @Inject
    Enrolments enrolments;

    private final Map<String, String> ids =
            new HashMap<>(Map.of("lesson", LESSON, "exercise", "minimal-firewall", "problem", "not-found"));

    @Test
    void every_example_is_as_its_schema_says_and_every_answer_in_json_has_one() {
        Described described = Described.now();
        List<String> wrong = new ArrayList<>();
        for (Operation operation : described.operations()) {
            operation
                    .node()
                    .path("responses")
                    .properties()
                    .forEach(answer -> answer.getValue()
                            .path("content")
                            .properties()
                            .forEach(content -> {
                                String where = operation + " " + answer.getKey() + " " + content.getKey();
                                List<JsonNode> examples = new ArrayList<>();
                                content.getValue()
                                        .path("examples")
                                        .forEach(example -> examples.add(example.path("value")));
                                if (content.getValue().has("example")) {
                                    examples.add(content.getValue().path("example"));
                                }
                                if (examples.isEmpty() && content.getKey().endsWith("json")) {
                                    wrong.add(where + " has no example");
                                }
                                for (JsonNode example : examples) {
                                    described
                                            .problems(content.getValue().path("schema"), example)
                                            .forEach(problem -> wrong.add(where + ": " + problem));
                                }
                            }));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_route_answers_as_it_is_described() {
        Described described = Described.now();
        UUID teacher = people.make(Role.INSTRUCTOR, "teacher");
        String token = people.tokenOf(teacher);
        ids.put("learner", teacher.toString());
        List<String> wrong = new ArrayList<>();
        for (Operation operation : inOrder(described)) {
            Response answer = request(token, operation);
            if (answer.statusCode() >= 400) {
                wrong.add(operation + ": " + answer.statusCode() + " " + answer.asString());
                continue;
            }
            compare(described, operation, answer).forEach(problem -> wrong.add(operation + ": " + problem));
            remember(operation, answer, token, teacher);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void without_a_token_with_one_that_may_not_and_for_what_is_not_there_every_route_says_so() {
        Described described = Described.now();
        String all = people.tokenOf(people.the(Role.INSTRUCTOR));
        ids.putAll(Map.of("lesson", "no-such-lesson", "exercise", "nothing", "problem", "none", "attempt", "0"));
        Stream.of("class", "learner", "run", "regrade").forEach(id -> ids.put(id, new UUID(0, 0).toString()));
        List<String> wrong = new ArrayList<>();
        for (Operation operation : described.operations()) {
            if (operation.needsToken()) {
                expect(described, operation, 401, request("pw_" + "x".repeat(43), operation), wrong);
                expect(described, operation, 401, send(given().noContentType(), operation), wrong);
            }
            if (!operation.scopes().isEmpty()) {
                Set<Scope> others = EnumSet.allOf(Scope.class);
                others.removeIf(scope -> operation.scopes().contains(scope.word()));
                expect(
                        described,
                        operation,
                        403,
                        request(people.tokenOf(people.the(Role.INSTRUCTOR), others), operation),
                        wrong);
            }
            if (operation.path().contains("{")) {
                expect(described, operation, 404, request(all, operation), wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_is_not_of_the_form_is_refused_as_described() {
        Described described = Described.now();
        String token = people.tokenOf(people.the(Role.INSTRUCTOR));
        List<String> wrong = new ArrayList<>();
        for (Operation operation : described.operations()) {
            List<String> parameters = operation.node().path("parameters").findValuesAsText("name");
            if (parameters.contains("limit")) {
                for (String limit : List.of("0", "201", "many")) {
                    expect(described, operation, 400, 404, asked(token, operation, "limit", limit), wrong);
                }
                expect(described, operation, 400, 404, asked(token, operation, "cursor", "%%%"), wrong);
            }
            if (parameters.contains("format")) {
                expect(described, operation, 400, 404, asked(token, operation, "format", "pdf"), wrong);
            }
            if (operation.node().has("requestBody")) {
                for (String body : List.of("{", "[]", "{\"capacity\": \"x\", \"exercise\": {}}")) {
                    Response answer = send(
                            given().header("Authorization", "Bearer " + token)
                                    .contentType(ContentType.JSON)
                                    .body(body),
                            operation);
                    expect(described, operation, 400, 404, answer, wrong);
                }
                Response answer = send(
                        given().header("Authorization", "Bearer " + token)
                                .contentType("text/plain")
                                .body("x"),
                        operation);
                expect(described, operation, 415, answer, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private List<Operation> inOrder(Described described) {
        List<Operation> all = described.operations();
        List<Operation> ordered = new ArrayList<>();
        FIRST.forEach(id -> ordered.add(named(all, id)));
        all.stream()
                .filter(operation -> !FIRST.contains(operation.id()) && !LAST.contains(operation.id()))
                .peek(operation -> assertThat(operation.method())
                        .as("%s changes something: say in FIRST or LAST when to try it", operation)
                        .isEqualTo("GET"))
                .forEach(ordered::add);
        LAST.forEach(id -> ordered.add(named(all, id)));
        return ordered;
    }

    private static Operation named(List<Operation> all, String id) {
        return all.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no operation " + id));
    }

    /** What later requests need. */
    private void remember(Operation operation, Response answer, String token, UUID teacher) {
        switch (operation.id()) {
            case "makeClass" -> {
                ids.put("class", answer.path("id"));
                enrolments.join(teacher, new ClassCode(answer.path("code")));
            }
            case "claimSandbox" -> ids.put("attempt", answer.path("attempt").toString());
            case "startChecks" -> {
                ids.put("run", answer.path("id"));
                String run = "/api/v1/attempts/" + ids.get("attempt") + "/checks/" + ids.get("run") + "?wait=30";
                given().header("Authorization", "Bearer " + token)
                        .get(run)
                        .then()
                        .statusCode(200);
            }
            case "startRegrade" -> {
                ids.put("regrade", answer.path("id"));
                String regrade = "/api/v1/classes/" + ids.get("class") + "/regrades/" + ids.get("regrade");
                await().until(() -> given().header("Authorization", "Bearer " + token)
                        .get(regrade)
                        .path("state")
                        .equals("ready"));
            }
            default -> {}
        }
    }

    private static List<String> compare(Described described, Operation operation, Response answer) {
        String type = answer.contentType();
        if (answer.statusCode() == 204) {
            return operation.node().path("responses").has("204") ? List.of() : List.of("204 is not described");
        }
        JsonNode content = operation.content(answer.statusCode(), type);
        if (content.isMissingNode()) {
            return List.of(answer.statusCode() + " as " + type + " is not described: " + answer.asString());
        }
        if (type.startsWith("text/event-stream")) {
            return answer.asString()
                    .lines()
                    .filter(line -> line.startsWith("data:"))
                    .flatMap(
                            line -> described
                                    .problems(content.path("schema"), Described.read(line.substring("data:".length())))
                                    .stream())
                    .toList();
        }
        return type.contains("json")
                ? described.problems(content.path("schema"), Described.read(answer.asString()))
                : List.of();
    }

    private static void expect(
            Described described, Operation operation, int status, Response answer, List<String> wrong) {
        expect(described, operation, status, status, answer, wrong);
    }

    /** Either of two, where which comes first does not matter. */
    private static void expect(
            Described described, Operation operation, int status, int or, Response answer, List<String> wrong) {
        if (answer.statusCode() != status && answer.statusCode() != or) {
            wrong.add("%s: %d instead of %d: %s".formatted(operation, answer.statusCode(), status, answer.asString()));
            return;
        }
        if (!answer.contentType().startsWith(Problems.MEDIA_TYPE)) {
            wrong.add("%s: %d as %s".formatted(operation, answer.statusCode(), answer.contentType()));
            return;
        }
        compare(described, operation, answer).forEach(problem -> wrong.add(operation + ": " + problem));
        if (answer.jsonPath().getInt("status") != answer.statusCode()) {
            wrong.add(operation + ": says another status: " + answer.asString());
        }
    }

    private Response asked(String token, Operation operation, String parameter, String value) {
        return send(given().header("Authorization", "Bearer " + token).queryParam(parameter, value), operation);
    }

    private Response request(String token, Operation operation) {
        return send(filled(given().header("Authorization", "Bearer " + token), operation), operation);
    }

    private static RequestSpecification filled(RequestSpecification request, Operation operation) {
        String body = BODIES.get(operation.id());
        return body == null ? request : request.contentType(ContentType.JSON).body(body);
    }

    private Response send(RequestSpecification request, Operation operation) {
        String path = operation.path();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        return request.request(operation.method(), path.replaceAll("\\{[^}]*}", new UUID(0, 0).toString()));
    }
}
