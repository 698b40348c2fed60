package dev.packetwalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A lesson is validated without a box. */
class LintCommandTest {
    private static final Path LESSON = Path.of("labs/iptables-following-a-packet");

    @TempDir
    Path folder;

    private record Ran(int code, String out) {}

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(LESSON)) {
            for (Path file : files.toList()) {
                Path to =
                        folder.resolve("lesson").resolve(LESSON.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
    }

    @Test
    void the_lesson_that_packetwalk_brings_is_sound() {
        assertThat(lint(LESSON.toString())).isEqualTo(new Ran(0, LESSON + ": sound\n"));
        assertThat(lint("iptables-following-a-packet").code()).isZero();
    }

    @Test
    void a_missing_lesson_is_bad_input() {
        assertThat(lint("nowhere").code()).isEqualTo(2);
    }

    @Test
    void a_field_that_nobody_knows_is_named_with_its_line() throws IOException {
        change("03-rule-order/exercise.md", "goal:", "gaol:");

        assertThat(lint()).satisfies(ran -> {
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out()).contains("03-rule-order/exercise.md:3: unknown field 'gaol'");
        });
    }

    @Test
    void a_parameter_must_be_stated_and_used() throws IOException {
        change("01-interpret-rules/exercise.md", "curl -sS http://{{shop}}/", "curl -sS http://{{chop}}/");
        change(
                "03-rule-order/exercise.md",
                "minutes: 8\n",
                "minutes: 8\nparameters:\n  - {name: idle, from: 1, to: 2}\n");

        assertThat(lint().out())
                .contains("there is no parameter 'chop'")
                .contains("03-rule-order/exercise.md:1: parameter 'idle' is used nowhere");
    }

    @Test
    void a_value_that_is_drawn_seldom_is_tried_too() throws IOException {
        change("01-interpret-rules/exercise.md", "'3010'", "'none'");

        assertThat(lint().out()).contains("'port' is not a number in range");
    }

    @Test
    void proof_must_be_there() throws IOException {
        Files.delete(folder.resolve("lesson/05-auto-revert/solution.sh"));
        change("05-auto-revert/mutants/only-tcp.sh", "safety-net/blocked", "safety-net/nothing");

        assertThat(lint().out())
                .contains("05-auto-revert/solution.sh: the file is missing")
                .contains("check 'safety-net' has no step 'nothing'");
    }

    @Test
    void too_little_proof_and_too_few_hints_are_said() throws IOException {
        for (String way : new String[] {"from-a-backup", "from-the-listing"}) {
            Files.delete(folder.resolve("lesson/01-interpret-rules/variants/without-docker/ways/" + way + ".sh"));
        }
        Files.delete(folder.resolve(
                "lesson/01-interpret-rules/variants/without-docker/mutants/the-policy-beats-the-rule.sh"));

        assertThat(lint().out())
                .contains("01-interpret-rules/variants/without-docker/exercise.md: 1 other right ways")
                .contains("01-interpret-rules/variants/without-docker/exercise.md: 3 mutants");
    }

    @Test
    void checks_that_can_never_pass_together_are_named() throws IOException {
        change(
                "02-minimal-firewall/exercise.md",
                "a packet that belongs to no connection\n          arriving: network\n          states: [INVALID]",
                "a packet from this machine to itself\n          arriving: loopback\n          states: [NEW, ESTABLISHED, RELATED]");

        assertThat(lint().out()).contains("checks 'loopback-in' and 'rest-dropped' can never pass together");
    }

    @Test
    void an_exercise_that_is_passed_at_the_start_is_named() throws IOException {
        change("02-minimal-firewall/exercise.md", "    name: plain\n", """
                    name: built
                    rules: |
                      *filter
                      :INPUT DROP [0:0]
                      -A INPUT -i lo -j ACCEPT
                      -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
                      COMMIT
                """);
        change("02-minimal-firewall/exercise.md", "name: firewall", "name: another");

        assertThat(lint().out())
                .contains("02-minimal-firewall/exercise.md: every check passes before anything has been done");
    }

    private void change(String file, String from, String to) throws IOException {
        Path path = folder.resolve("lesson").resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    private Ran lint() {
        return lint(folder.resolve("lesson").toString());
    }

    private static Ran lint(String lesson) {
        StringWriter out = new StringWriter();
        int code = new CommandLine(new LintCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(lesson);
        return new Ran(code, out.toString());
    }
}
