package dev.packetwalk.lesson;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** The whole page, headings included, with exhibits as plain text. */
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
     * @param pieces what follows it, in order
     */
    public record Section(String id, String title, String titleHtml, List<Piece> pieces) {
        public Section {
            pieces = List.copyOf(pieces);
        }

        /** What follows the heading, with exhibits as plain text. */
        public String html() {
            return pieces.stream().map(Piece::html).collect(Collectors.joining());
        }

        /** The exhibits, in order. */
        public List<Exhibit> exhibits() {
            return pieces.stream()
                    .filter(Exhibit.class::isInstance)
                    .map(Exhibit.class::cast)
                    .toList();
        }
    }

    /** A part of a section. */
    public sealed interface Piece permits Prose, Exhibit {
        /** As safe HTML. */
        String html();
    }

    /**
     * Text, tables, command blocks and pictures.
     *
     * @param html safe
     */
    public record Prose(String html) implements Piece {}

    /**
     * Something that a page shows in a way of its own, such as a listing that explains itself.
     *
     * @param kind which way
     * @param text what the author wrote in the block, without the line break at its end
     * @param caption a sentence beneath, plain text; empty for none
     * @param html the text as it is, in {@code pre}: safe, for pages that know no better
     */
    public record Exhibit(Kind kind, String text, String caption, String html) implements Piece {
        /** The numbers of an exhibit whose text is nothing else, such as sizes of services. */
        public List<Integer> numbers() {
            return Stream.of(text.strip().split(" +")).map(Integer::valueOf).toList();
        }

        /** The first word behind the fence names it in small letters, such as {@code ```listing}. */
        public enum Kind {
            /** What {@code iptables -L -n -v --line-numbers} prints. */
            LISTING,
            /** One line of {@code conntrack -L}. */
            ENTRY,
            /** What {@code iptables-save} prints, to be shown beside nftables' words for it. */
            NFTABLES,
            /** Numbers of services, for each of which a table as kube-proxy makes them can be explored. */
            SERVICES,
            /** The lesson's {@code cheatsheet.yaml}; the block is empty. */
            SHEET,
            /** The id of an exercise of the lesson. */
            EXERCISE
        }
    }

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
