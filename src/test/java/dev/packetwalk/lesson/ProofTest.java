package dev.packetwalk.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a runner of scripts needs to know of them. */
class ProofTest {
    @Test
    void an_empty_line_ends_an_entry() {
        Proof.Script script = new Proof.Script("any", """
                # What it is.
                one
                two

                # Only a remark.

                three
                """);

        assertThat(script.entries()).containsExactly("# What it is.\none\ntwo", "three");
    }

    @Test
    void answers_are_read_off_the_terminal() {
        assertThat(Proof.answers("""
                        $ answer table count=3\r
                        @answer table count=3 limit=262144\r
                        no @answer here a=b
                        @answer entry state=TIME_WAIT left=\r
                        """.replace("\\r", "\r")))
                .containsExactly(
                        new Proof.Answer("table", Map.of("count", "3", "limit", "262144")),
                        new Proof.Answer("entry", Map.of("state", "TIME_WAIT", "left", "")));
    }

    @Test
    void the_lessons_scripts_are_entries_that_hold_something() {
        assertThat(List.of(new Proof.Script("empty", "\n\n# nothing\n")))
                .allSatisfy(script -> assertThat(script.entries()).isEmpty());
    }
}
