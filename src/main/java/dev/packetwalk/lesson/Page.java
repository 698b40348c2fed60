package dev.packetwalk.lesson;

import java.util.List;

/**
 * A Markdown file as safe HTML: text and links of the author, no markup of theirs. A template may print it unescaped.
 *
 * @param intro the HTML before the first second-level heading; empty if there is none
 * @param sections one for each second-level heading, in order
 * @param commands the command blocks in the order in which they stand on the page
 */
public record Page(String intro, List<Section> sections, List<CommandBlock> commands) {
    public Page {
        sections = List.copyOf(sections);
        commands = List.copyOf(commands);
    }

    /** The whole page, headings included. */
    public String html() {
        StringBuilder html = new StringBuilder(intro);
        for (Section section : sections) {
            html.append("<h2 id=\"").append(section.id()).append("\">");
            html.append(section.titleHtml()).append("</h2>\n").append(section.html());
        }
        return html.toString();
    }

    /**
     * What stands under one second-level heading.
     *
     * @param id unique on the page and fit for a URL's fragment
     * @param title the heading as plain text
     * @param titleHtml the heading as safe HTML, without the heading element
     * @param html what follows it, without the heading
     */
    public record Section(String id, String title, String titleHtml, String html) {}

    /**
     * Commands to be copied or sent to the terminal. In HTML it is {@code <figure class="command" data-run="true">} with the
     * text in {@code pre > code}; the page's script adds the buttons.
     *
     * @param text one or more lines without a line break at the end
     * @param runnable whether it makes sense to send it to the box's terminal
     * @param caption a sentence beneath, plain text; empty for none
     */
    public record CommandBlock(String text, boolean runnable, String caption) {}
}
