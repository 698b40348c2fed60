package dev.packetwalk.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.cli.Tool;
import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.access.ApiTokens;
import dev.packetwalk.progress.access.Scope;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.web.WebDatabase;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line against a lab that runs: {@code packetwalk class, check, export}. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class RemoteToolsTest {
    private static final ExerciseKey FIREWALL = new ExerciseKey("iptables-following-a-packet", "minimal-firewall");
    private static final String RULES = """
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            -A INPUT -j DROP
            COMMIT
            """;

    @Inject
    TestPeople people;

    @Inject
    ApiTokens tokens;

    @Inject
    Enrolments enrolments;

    @Inject
    Attempts attempts;

    @Inject
    Journals journals;

    @TestHTTPResource("/")
    URI home = URI.create("http://localhost/");

    @TempDir
    Path folder = Path.of(".");

    private Path token = Path.of("token");

    @BeforeEach
    void makeToken() throws IOException {
        UUID instructor = people.make(Role.INSTRUCTOR, "tools");
        token = folder.resolve("token");
        Files.writeString(token, secretOf(instructor, EnumSet.allOf(Scope.class)) + "\n");
    }

    @Test
    void a_class_is_made_listed_closed_and_opened_again() {
        String code = made("Networks");
        assertThat(run("class", "list").out()).contains(code).contains("open").contains("Networks");
        assertThat(run("class", "close", code.toLowerCase(Locale.ROOT)).out()).contains("closed");
        assertThat(run("class", "reopen", code).out()).contains("open");
        assertThat(run("class", "show", code).out()).contains("\"capacity\" : 12");
    }

    @Test
    void a_class_that_is_not_yours_or_not_sound_is_told_so() {
        Tool other = run("class", "show", "NO-SUCH");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("you teach no class 'NO-SUCH'", "packetwalk class list");
        Tool wrong = run("class", "make", "Networks", "--lesson", "no-such-lesson");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("answers 400");
    }

    @Test
    void learners_are_listed_without_what_could_move_a_cursor() {
        String code = made("Networks");
        joined(code, "Ada \u2764");
        assertThat(run("class", "learners", code).out()).contains("Ada \u2764").contains("REFERENCE");
        assertThat(run("class", "learners", code, "--json").out()).contains("\"name\" : \"Ada \u2764\"");
    }

    @Test
    void checks_of_a_class_are_run_and_told_in_every_form() {
        String code = made("Networks");
        tried(joined(code, "Ada"));
        tried(joined(code, "Bob"));
        Tool text = run("check", "--class", code, "--exercise", "minimal-firewall");
        assertThat(text.status()).as("%s", text).isEqualTo(1);
        assertThat(text.out())
                .contains("Ada, minimal-firewall", "Bob, minimal-firewall", "not passed", "-A INPUT -j DROP");
        assertThat(run("check", "--class", code, "--format", "junit").out())
                .contains("<testsuites>", "name=\"Ada, minimal-firewall");
        assertThat(run("check", "--class", code, "--format", "tap").out()).contains("TAP version 14", "# Subtest: Ada");
        assertThat(run("check", "--class", code, "--format", "json").out()).contains("\"state\" : \"settled\"");
    }

    @Test
    void evidence_is_exported_and_graded_again_by_the_tool_itself() throws IOException {
        String code = made("Networks");
        Attempt attempt = tried(joined(code, "Ada"));
        Path bundles = folder.resolve("bundles");
        Tool first = run("export", "evidence", "--class", code, "--output", bundles.toString());
        assertThat(first.status()).as("%s", first).isZero();
        assertThat(first.err()).contains("1 bundles written");
        Path bundle = bundles.resolve("minimal-firewall-" + attempt.id() + ".json");
        assertThat(Files.readString(bundle)).contains("-A INPUT -j DROP");
        assertThat(run("export", "evidence", "--class", code, "--output", bundles.toString())
                        .err())
                .contains("1 were there");
        assertThat(Tool.run("grade", FIREWALL.toString(), "--bundle", bundle.toString())
                        .out())
                .contains("not passed");
        Tool again = run("export", "evidence", Long.toString(attempt.id()), "--output", bundle.toString());
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("is there already");
    }

    @Test
    void the_gradebook_is_exported() {
        String code = made("Networks");
        tried(joined(code, "Ada"));
        Tool csv = run("export", "grades", code);
        assertThat(csv.status()).as("%s", csv).isZero();
        assertThat(csv.out()).contains("Ada").contains("minimal-firewall");
        Tool junit = run("export", "grades", code, "--format", "junit");
        assertThat(junit.out()).contains("<testsuite");
    }

    @Test
    void a_lab_that_does_not_answer_and_a_token_that_is_not_good_are_told_apart() throws IOException {
        Tool nobody = Tool.run("class", "list", "--server", "http://127.0.0.1:1", "--token-file", token.toString());
        assertThat(nobody.status()).isEqualTo(4);
        assertThat(nobody.err()).contains("does not answer");
        Path wrong = folder.resolve("wrong");
        Files.writeString(wrong, "pw_" + "x".repeat(43));
        Tool refused = Tool.run("class", "list", "--server", server(), "--token-file", wrong.toString());
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("answers 401");
        Tool plain = Tool.run("class", "list", "--server", "http://192.0.2.1", "--token-file", token.toString());
        assertThat(plain.status()).isEqualTo(2);
        assertThat(plain.err()).contains("use https://");
    }

    private Tool run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", server(), "--token-file", token.toString()));
        return Tool.run(all.toArray(String[]::new));
    }

    private String server() {
        return "http://127.0.0.1:" + home.getPort();
    }

    private String made(String name) {
        Tool tool = run("class", "make", name, "--lesson", FIREWALL.lesson(), "--capacity", "12");
        assertThat(tool.status()).as("%s", tool).isZero();
        return tool.out().strip();
    }

    private UUID joined(String code, String name) {
        return switch (enrolments.join(new LearnerName(name), new ClassCode(code))) {
            case Enrolments.Joining.AsStranger stranger -> stranger.joined().learner();
            case Enrolments.Joining other -> throw new AssertionError(other);
        };
    }

    private Attempt tried(UUID learner) {
        Attempt attempt = attempts.open(learner, FIREWALL);
        SandboxId sandbox = SandboxId.random();
        journals.open(sandbox, learner)
                .append(Instant.now(), new JournalEvent.RulesetBecame(new RulesetSnapshot(1, RULES, ""), "iptables"));
        journals.keepWith(attempt, sandbox);
        journals.close(sandbox);
        CheckResult result =
                new CheckResult("loopback-in", "Loopback", CheckResult.State.FAILED, Reason.of("seen"), List.of());
        return attempts.record(attempt, new Grade(FIREWALL.toString(), List.of(result)), RULES);
    }

    private String secretOf(UUID account, EnumSet<Scope> scopes) {
        return switch (tokens.make(account, "tools", scopes, Duration.ofHours(1))) {
            case ApiTokens.Making.Made made -> made.secret().value();
            case ApiTokens.Making other -> throw new AssertionError(other);
        };
    }
}
