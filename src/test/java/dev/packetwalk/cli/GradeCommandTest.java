package dev.packetwalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packetwalk.progress.JournalLines;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import picocli.CommandLine;

/** Evidence from files, and what is said about it. */
class GradeCommandTest {
    private static final String LESSON = "iptables-following-a-packet/";
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
    private static final String WRONG = RIGHT.replace("-A INPUT -i lo", "-A INPUT -j DROP\n-A INPUT -i lo");

    @TempDir
    Path folder;

    private record Ran(int code, String out, String err) {}

    @Test
    void right_rules_pass_by_themselves() throws IOException {
        Ran ran = grade("minimal-firewall", "--ruleset", file("rules", RIGHT));

        assertThat(ran.code()).as(ran.toString()).isZero();
        assertThat(ran.out()).contains("passed      loopback-in").endsWith("passed\n");
    }

    @Test
    void wrong_rules_fail_and_say_why() throws IOException {
        Ran ran = grade("02-minimal-firewall", "--ruleset", file("rules", WRONG));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("failed      accepts-first")
                .contains("Rule 1 of INPUT, `-A INPUT -j DROP`")
                .endsWith("not passed\n");
    }

    @Test
    void reasons_are_given_in_the_language_that_is_asked_for() throws IOException {
        Ran chinese = grade("minimal-firewall", "--ruleset", file("rules", WRONG), "--language", "zh-CN");

        assertThat(chinese.code()).isEqualTo(1);
        assertThat(chinese.out()).contains("INPUT 链的第 1 条规则 `-A INPUT -j DROP`");
        for (String unknown : List.of("tlh", "../messages", "")) {
            Ran none = grade("minimal-firewall", "--ruleset", file("rules", RIGHT), "--language", unknown);
            assertThat(none.code()).isEqualTo(2);
            assertThat(none.err()).contains("reasons are not given in '" + unknown + "'");
        }
    }

    @Test
    void rules_can_be_listed_by_nft() throws IOException {
        String rules = """
                table ip fw {
                	chain input {
                		type filter hook input priority filter; policy drop;
                		iifname "lo" accept
                		ct state established,related accept
                	}
                }
                """;

        assertThat(grade("minimal-firewall", "--ruleset", file("rules", rules)).code())
                .isZero();
    }

    @Test
    void a_check_without_its_evidence_is_not_decided_and_names_it() throws IOException {
        String rules = file("rules", RIGHT);

        Ran lenient = grade("rule-order", "--ruleset", rules);
        Ran strict = grade("rule-order", "--ruleset", rules, "--strict");

        assertThat(lenient.out()).contains("not decided three-states").contains("needs --journal");
        assertThat(lenient.code()).as("nothing could be decided").isEqualTo(1);
        assertThat(strict.code()).isEqualTo(1);
    }

    @Test
    void what_can_be_decided_decides_unless_asked_to_be_strict() throws IOException {
        String rules = file("rules", rulesOfTheDockerHost());
        String answers = file("answers", """
                {"policies": {"input": "ACCEPT", "forward": "DROP", "output": "ACCEPT", "passing": "DROP", "arriving": "ACCEPT"}}
                """);

        Ran lenient = grade("interpret-rules", "--ruleset", rules, "--answers", answers);
        Ran strict = grade("interpret-rules", "--ruleset", rules, "--answers", answers, "--strict");

        assertThat(lenient.out()).contains("passed      policies").contains("not decided published");
        assertThat(lenient.code()).isZero();
        assertThat(strict.code()).isEqualTo(1);
    }

    @Test
    void a_flow_is_found_in_a_listing() throws IOException {
        String flows = file("flows", """
                tcp      6 118 TIME_WAIT src=10.77.0.3 dst=10.77.0.2 sport=40001 dport=80 src=10.77.0.2 dst=10.77.0.3 sport=80 dport=40001 [ASSURED] mark=0 use=1
                """);

        Ran ran = grade("inspect-conntrack", "--conntrack", flows);

        assertThat(ran.out()).contains("passed      request").contains("not decided entry");
        assertThat(ran.code()).isZero();
    }

    @Test
    void a_journal_is_replayed() throws IOException {
        String journal = file(
                "journal",
                JournalLines.write(List.of(
                        entry(1, new JournalEvent.RulesetBecame(new RulesetSnapshot(1, RIGHT, ""), "iptables")),
                        entry(2, new JournalEvent.RulesetBecame(new RulesetSnapshot(2, WRONG, ""), "iptables")))));

        Ran ran = grade("rule-order", "--journal", journal, "--format", "json");

        JsonNode grade = new ObjectMapper().readTree(ran.out());
        assertThat(grade.get("exercise").asText()).isEqualTo("rule-order");
        assertThat(grade.get("passed").asBoolean()).isFalse();
        assertThat(grade.get("checks").get(0).get("outcome").asText()).isEqualTo("failed");
        assertThat(grade.get("checks").get(0).get("why").asText()).contains("Step 3 of 5");
    }

    @Test
    void a_report_for_junit_is_well_formed_and_escaped() throws Exception {
        String hostile = RIGHT.replace(
                "-A INPUT -j DROP", "-A INPUT -m comment --comment \"<a href=\\\"x\\\">&]]> \u0001\" -j REJECT");

        Ran ran = grade("minimal-firewall", "--ruleset", file("rules", hostile), "--format", "junit");

        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(ran.out().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(suite.getTagName()).isEqualTo("testsuite");
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(((Element) suite.getElementsByTagName("failure").item(0)).getAttribute("message"))
                .contains("<a href=")
                .contains("&]]>");
    }

    @Test
    void a_report_in_tap_has_a_line_for_each_check() throws IOException {
        Ran ran = grade("rule-order", "--ruleset", file("rules", WRONG), "--format", "tap");
        Ran failed = grade("minimal-firewall", "--ruleset", file("rules", WRONG), "--format", "tap");

        assertThat(ran.out().lines())
                .startsWith("TAP version 14", "1..2")
                .anyMatch(line -> line.startsWith("ok 1 - three-states: ") && line.endsWith("# SKIP needs --journal"));
        assertThat(failed.out().lines())
                .anyMatch(line -> line.startsWith("not ok 1 - loopback-in: "))
                .anyMatch(line -> line.startsWith("  message: \""))
                .allMatch(line -> line.matches(
                        "TAP version 14|1\\.\\.\\d+|(not )?ok \\d+ - .*|  ---|  message: \".*\"|  \\.\\.\\."));
    }

    @Test
    void bad_input_is_named_and_nothing_is_graded() throws IOException {
        String rules = file("rules", RIGHT);
        Map<String, List<String>> bad = Map.of(
                "no evidence", List.of("minimal-firewall"),
                "there is no exercise 'nothing'", List.of("nothing", "--ruleset", rules),
                "there is no such file", List.of("minimal-firewall", "--ruleset", "/nowhere"),
                "outside of any table", List.of("minimal-firewall", "--ruleset", file("prose", "Dear diary")),
                "line 2", List.of("minimal-firewall", "--journal", file("journal", "\n{\"number\": 1}x\n")),
                "not answers", List.of("minimal-firewall", "--answers", file("answers", "[1]")),
                "this flow is not understood", List.of("minimal-firewall", "--conntrack", file("flows", "x y z")));

        bad.forEach((message, arguments) -> {
            Ran ran = grade(
                    arguments.getFirst(), arguments.subList(1, arguments.size()).toArray(String[]::new));
            assertThat(ran.code()).as(message).isEqualTo(2);
            assertThat(ran.err()).contains(message);
            assertThat(ran.out()).isEmpty();
        });
    }

    @Test
    void a_learners_seed_decides_about_their_parameters() throws IOException {
        String rules = file("rules", rulesOfTheDockerHost());
        String answers = file("answers", """
                {"fates": {"published": "forwarded", "unpublished": "let-in"}}
                """);

        assertThat(grade("interpret-rules", "--ruleset", rules, "--answers", answers)
                        .out())
                .contains("passed      fates");
        assertThat(grade("interpret-rules", "--ruleset", rules, "--answers", answers, "--seed", "99")
                        .out())
                .contains("failed      fates");
    }

    private static String rulesOfTheDockerHost() {
        return switch (dev.packetwalk.lesson.LessonLoader.lesson(Path.of("labs/" + LESSON))) {
            case dev.packetwalk.lesson.Loading.Loaded loaded ->
                loaded.lessons()
                        .getFirst()
                        .exercise("interpret-rules")
                        .orElseThrow()
                        .sandbox()
                        .topology()
                        .rules();
            case dev.packetwalk.lesson.Loading.Rejected rejected -> throw new AssertionError(rejected.problems());
        };
    }

    private static JournalEntry entry(long number, JournalEvent event) {
        return new JournalEntry(number, Instant.parse("2026-01-02T03:04:05Z").plusSeconds(number), event);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Ran grade(String exercise, String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(LESSON + exercise));
        arguments.addAll(Arrays.asList(options));
        int code = new CommandLine(new GradeCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }
}
