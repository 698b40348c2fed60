package dev.packetwalk.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.lesson.Page.CommandBlock;
import dev.packetwalk.lesson.Page.Prose;
import dev.packetwalk.lesson.Page.Section;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void a_page_is_divided_at_its_second_level_headings() {
        Page page = page("Hello.\n\n## What `-L` does\n\nIt lists.\n\n### More\n\n## What -L does\n");

        assertThat(problems).isEmpty();
        assertThat(page.intro()).isEqualTo("<p>Hello.</p>\n");
        assertThat(page.sections())
                .containsExactly(
                        new Section(
                                "what-l-does",
                                "What \"-L\" does",
                                "What <code><span class=\"unbroken\">-L</span></code> does",
                                List.of(new Prose("<p>It lists.</p>\n<h3 id=\"more\">More</h3>\n"))),
                        new Section("what-l-does-2", "What -L does", "What -L does", List.of()));
        assertThat(page.html())
                .contains("<h2 id=\"what-l-does\">What <code><span class=\"unbroken\">-L</span></code> does</h2>");
    }

    @Test
    void a_command_block_becomes_a_figure_that_scripts_can_find() {
        Page page = page(
                "```command\niptables -A INPUT -i lo -j ACCEPT\n```\n\n```command copy-only Look & learn.\na < b\n```\n");

        assertThat(problems).isEmpty();
        assertThat(page.commands())
                .containsExactly(
                        new CommandBlock("iptables -A INPUT -i lo -j ACCEPT", true, ""),
                        new CommandBlock("a < b", false, "Look & learn."));
        assertThat(page.intro()).isEqualTo("""
                <figure class="command" data-run="true"><pre tabindex="0"><code>iptables -A INPUT -i lo -j ACCEPT</code></pre></figure>
                <figure class="command" data-run="false"><pre tabindex="0"><code>a &lt; b</code></pre><figcaption>Look &amp; learn.</figcaption></figure>
                """);
    }

    @Test
    void what_an_author_could_smuggle_in_is_reported_and_harmless() {
        Page page = page("<script>alert(1)</script>\n\nA <img src=x onerror=alert(1)> and [a](javascript:alert(1)).\n");

        assertThat(problems).extracting(Problem::line).containsExactly(1, 3, 3);
        assertThat(page.html()).doesNotContain("<script").doesNotContain("<img").doesNotContain("javascript:");
    }

    @Test
    void words_with_a_hyphen_are_whole_in_code_within_a_sentence() {
        assertThat(page("Type `iptables -A INPUT  <x-y>`.\n").intro())
                .isEqualTo("<p>Type <code>iptables <span class=\"unbroken\">-A</span> INPUT  "
                        + "<span class=\"unbroken\">&lt;x-y&gt;</span></code>.</p>\n");
    }

    @Test
    void tables_are_tables() {
        assertThat(page("| a |\n|---|\n| `1` |\n").intro()).contains("<td><code>1</code></td>");
    }

    private Page page(String text) {
        return Markdown.page(text, 0, new Report("page.md", problems));
    }
}
