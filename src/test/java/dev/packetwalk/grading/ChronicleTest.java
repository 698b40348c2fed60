package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.lesson.Exercise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A journal told as what happened: rules that came, went and moved, what could connect, and what nobody saw. */
class ChronicleTest {
    private static final Path STORIES = Path.of("src/test/resources/grading/journals");

    private static final String PARTS = """
            -- one --
            *filter
            :INPUT ACCEPT [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -p icmp -j ACCEPT
            -A INPUT -j DROP
            COMMIT
            -- other --
            *filter
            :INPUT DROP [7:420]
            :WEB - [0:0]
            -A INPUT -p icmp -j ACCEPT
            -A INPUT -i lo -j ACCEPT
            -A INPUT -j WEB
            -A WEB -p tcp -m tcp --dport 80 -j ACCEPT
            COMMIT
            """;

    @Test
    void a_broken_firewall_is_told_from_beginning_to_end() throws IOException {
        Path folder = STORIES.resolve("rule-order");
        List<String> told = told(
                "rule-order",
                Files.readString(folder.resolve("common.parts")),
                Files.readString(folder.resolve("broken_tried_and_repaired.journal")));

        assertThat(told)
                .containsSubsequence(
                        "RULES 0 rules are in force.",
                        "RULES The rules were changed by `iptables`.",
                        "+ New: rule 3 of INPUT, `-A INPUT -j DROP`.",
                        "PACKET A TCP connection from your machine to 10.77.0.2, port 80, was accepted.",
                        "CONNECTION A connection of your machine's own was answered: `tcp 10.77.0.3:40001 → 10.77.0.2:80`",
                        "RULES The rules were changed by `iptables`.",
                        "+ New: rule 1 of INPUT, `-A INPUT -j DROP`.",
                        "PACKET A TCP connection from your machine to 10.77.0.2, port 80, got no answer.",
                        "CONNECTION A connection of your machine's own got no answer: `tcp 10.77.0.3:40002 → 10.77.0.2:80`",
                        "RULES The rules were changed by `iptables`.",
                        "- Gone: rule 1 of INPUT, `-A INPUT -j DROP`.",
                        "PACKET A TCP connection from your machine to 10.77.0.2, port 80, was accepted.");
    }

    @Test
    void rules_policies_and_chains_are_told_one_by_one_and_counters_are_no_news() {
        assertThat(told("rule-order", PARTS, "0.0 rules one\n1.0 rules one\n2.0 rules other\n"))
                .containsExactly(
                        "RULES 3 rules are in force.",
                        "RULES The rules were changed by `iptables`.",
                        "* The policy of INPUT is `DROP` now; it was ACCEPT.",
                        "~ Moved: rule 2 of INPUT, `-A INPUT -i lo -j ACCEPT`, was number 1.",
                        "- Gone: rule 3 of INPUT, `-A INPUT -j DROP`.",
                        "+ New: rule 3 of INPUT, `-A INPUT -j WEB`.",
                        "* New: chain WEB.",
                        "+ New: rule 1 of WEB, `-A WEB -p tcp -m tcp --dport 80 -j ACCEPT`.");
    }

    @Test
    void behind_a_gap_it_begins_anew() {
        assertThat(told("rule-order", PARTS, "0.0 rules one\n1.0 gap\n2.0 rules other\n"))
                .containsExactly(
                        "RULES 3 rules are in force.",
                        "GAP What happened about this time is not known: nobody was watching.",
                        "RULES 4 rules are in force.");
    }

    @Test
    void of_very_much_the_latest_is_told() {
        StringBuilder story = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            story.append(i)
                    .append(".0 rules ")
                    .append(i % 2 == 0 ? "one" : "other")
                    .append('\n');
        }
        Exercise exercise = Labs.exercise("rule-order");
        List<Chronicle.Entry> entries = Chronicle.of(
                exercise, Story.evidence(exercise, 0, PARTS, story.toString()).journal());

        assertThat(entries).hasSize(Chronicle.MOST_ENTRIES);
        assertThat(entries.getLast().at()).isEqualTo(Story.START.plusSeconds(399));
    }

    @Test
    void it_is_told_in_the_language_of_the_reader() {
        Exercise exercise = Labs.exercise("rule-order");
        Reason said = Chronicle.of(
                        exercise,
                        Story.evidence(exercise, 0, PARTS, "0.0 rules one\n").journal())
                .getFirst()
                .said();

        assertThat(Wording.in(Locale.SIMPLIFIED_CHINESE).text(said)).isEqualTo("此时有 3 条规则生效。");
    }

    private static List<String> told(String name, String parts, String story) {
        Exercise exercise = Labs.exercise(name);
        return Chronicle.of(exercise, Story.evidence(exercise, 0, parts, story).journal()).stream()
                .<String>mapMulti((entry, line) -> {
                    line.accept(entry.sort() + " " + entry.said());
                    entry.changes().forEach(change -> line.accept(sign(change) + " " + change.said()));
                })
                .toList();
    }

    private static String sign(Chronicle.Change change) {
        return switch (change.kind()) {
            case ADDED -> "+";
            case REMOVED -> "-";
            case MOVED -> "~";
            case OTHER -> "*";
        };
    }
}
