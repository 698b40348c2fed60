package dev.packetwalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisCommandsTest {
    private static final String RULES = """
            *filter
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            :OUTPUT ACCEPT [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
            -A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j DROP
            -A INPUT -p udp -m udp --dport 53 -j DROP
            COMMIT
            """;

    @TempDir
    private Path folder;

    @Test
    void explain_names_what_is_never_reached_what_is_redundant_and_what_is_open() throws IOException {
        Tool tool = Tool.run("explain", "--ruleset", save("rules", RULES));

        assertThat(tool.err()).isEmpty();
        assertThat(tool.status()).isZero();
        assertThat(tool.out())
                .containsSubsequence(
                        "Never reached:",
                        "rule 3 of INPUT",
                        "Redundant",
                        "rule 4 of INPUT",
                        "New connections that are accepted:",
                        "22")
                .contains("-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT");
    }

    @Test
    void diff_shows_a_packet_that_ends_differently_with_the_rules_that_decide() throws IOException {
        String a = save("a", RULES);
        String b = save("b", RULES.replace("--dport 22 -j ACCEPT", "--dport 2222 -j ACCEPT"));

        Tool tool = Tool.run("diff", a, b);

        assertThat(tool.status()).isEqualTo(1);
        assertThat(tool.out())
                .contains("dport=22 ")
                .contains("dport=2222 ")
                .contains("A       ACCEPT: rule 2 of INPUT")
                .contains("B       DROP:");
    }

    @Test
    void rulesets_that_say_the_same_in_other_words_do_not_differ() throws IOException {
        String a = save("a", RULES);
        String b = save("b", RULES.replace("-A INPUT -p udp -m udp --dport 53 -j DROP\n", ""));

        Tool tool = Tool.run("diff", a, b);

        assertThat(tool.out()).isEqualTo("Every packet ends the same in both.\n");
        assertThat(tool.status()).isZero();
    }

    @Test
    void a_file_that_is_no_ruleset_is_bad_input() throws IOException {
        assertThat(Tool.run("explain", "--ruleset", save("empty", "")).status()).isEqualTo(2);
        assertThat(Tool.run("diff", save("a", RULES), folder + "/none").status())
                .isEqualTo(2);
    }

    private String save(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
