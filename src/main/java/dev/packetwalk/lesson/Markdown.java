package dev.packetwalk.lesson;

import dev.packetwalk.lesson.Page.CommandBlock;
import dev.packetwalk.lesson.Page.Exhibit;
import dev.packetwalk.lesson.Page.Piece;
import dev.packetwalk.lesson.Page.Prose;
import dev.packetwalk.lesson.Page.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;

/**
 * One Markdown text (CommonMark with tables) on its way to safe HTML. The author's own HTML is a problem, and escaped all the
 * same; links lead to {@code https://}, {@code http://} or a heading of the same text.
 */
final class Markdown {
    private static final List<TablesExtension> TABLES = List.of((TablesExtension) TablesExtension.create());
    private static final Parser PARSER = Parser.builder()
            .extensions(TABLES)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();
    private static final TextContentRenderer PLAIN =
            TextContentRenderer.builder().build();

    /** A name of the author's choice behind a heading: {@code ## What it does {#does}}. */
    private static final Pattern NAMED = Pattern.compile("(?<words>.*?)\\s*\\{#(?<id>[a-z][a-z0-9-]{0,62})}");

    private final Node document;
    private final int before;
    private final Report report;
    private final Pictures pictures;
    private final boolean plain;
    private final Map<Node, String> headings = new HashMap<>();
    private final Map<Node, String> figures = new HashMap<>();
    private final HtmlRenderer renderer;

    /**
     * @param before how many lines of the file stand before the text
     * @param pictures where its pictures are
     * @param plain whether it is without exhibits
     */
    private Markdown(String text, int before, Report report, Pictures pictures, boolean plain) {
        this.document = PARSER.parse(text);
        this.before = before;
        this.report = report;
        this.plain = plain;
        this.pictures = pictures;
        this.renderer = HtmlRenderer.builder()
                .extensions(TABLES)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .nodeRendererFactory(CommandBlocks::new)
                .nodeRendererFactory(CommandWords::new)
                .nodeRendererFactory(context -> new PictureFigures(context, figures))
                .attributeProviderFactory(_ -> this::attributes)
                .build();
    }

    /** Where the pictures of a text are. */
    interface Pictures {
        /** There are none. */
        Pictures NONE = (file, description) -> Optional.empty();

        /** A picture as safe markup with its description; empty if there is none of that name, or it is not sound, which it has reported. */
        Optional<String> picture(String file, String description);
    }

    /** A whole page with its sections. */
    static Page page(String text, int before, Report report) {
        return page(text, before, report, Pictures.NONE, true);
    }

    /** A lesson's page, with pictures and exhibits. */
    static Page lesson(String text, Report report, Pictures pictures) {
        return page(text, 0, report, pictures, false);
    }

    private static Page page(String text, int before, Report report, Pictures pictures, boolean plain) {
        if (text.isBlank()) {
            report.add(before + 1, "the page is empty", "write it in Markdown");
        }
        return new Markdown(text, before, report, pictures, plain).page();
    }

    /** A few paragraphs without sections, such as a hint. */
    static String snippet(Fields.Text text, Report report) {
        Markdown markdown = new Markdown(text.value(), text.line() - 1, report, Pictures.NONE, true);
        markdown.validate();
        return markdown.renderer.render(markdown.document).strip();
    }

    private Page page() {
        validate();
        List<CommandBlock> commands = commands();
        List<Section> sections = new ArrayList<>();
        Document part = new Document();
        Heading heading = null;
        String intro = "";
        for (Node node = document.getFirstChild(), next; node != null; node = next) {
            next = node.getNext();
            if (node instanceof Heading h && h.getLevel() == 2) {
                intro = heading == null ? renderer.render(part) : intro;
                close(heading, part, sections);
                heading = h;
                part = new Document();
            } else {
                part.appendChild(node);
            }
        }
        intro = heading == null ? renderer.render(part) : intro;
        close(heading, part, sections);
        return new Page(intro, sections, commands);
    }

    private void close(@Nullable Heading heading, Document part, List<Section> sections) {
        if (heading != null) {
            Document title = new Document();
            String plain = PLAIN.render(heading).strip();
            for (Node node = heading.getFirstChild(), next; node != null; node = next) {
                next = node.getNext();
                title.appendChild(node);
            }
            String id = headings.getOrDefault(heading, "");
            sections.add(new Section(id, plain, renderer.render(title).strip(), pieces(part)));
        }
    }

    /** What stands under a heading: runs of prose, and exhibits between them. */
    private List<Piece> pieces(Document part) {
        List<Piece> pieces = new ArrayList<>();
        Document prose = new Document();
        for (Node node = part.getFirstChild(), next; node != null; node = next) {
            next = node.getNext();
            Optional<Exhibit> exhibit = exhibit(node);
            if (exhibit.isPresent()) {
                addProse(prose, pieces);
                pieces.add(exhibit.get());
                prose = new Document();
            } else {
                prose.appendChild(node);
            }
        }
        addProse(prose, pieces);
        return pieces;
    }

    private void addProse(Document prose, List<Piece> pieces) {
        if (prose.getFirstChild() != null) {
            pieces.add(new Prose(renderer.render(prose)));
        }
    }

    private Optional<Exhibit> exhibit(Node node) {
        return plain || !(node instanceof FencedCodeBlock block)
                ? Optional.empty()
                : Exhibits.of(block, renderer.render(block));
    }

    private List<CommandBlock> commands() {
        List<CommandBlock> commands = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                CommandBlocks.of(block).ifPresent(commands::add);
            }
        });
        return commands;
    }

    private void attributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Heading) {
            attributes.put("id", headings.getOrDefault(node, ""));
        }
    }

    private void validate() {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                name(heading);
                visitChildren(heading);
            }
        });
        document.accept(new Validator());
    }

    private void name(Heading heading) {
        if (heading.getLastChild() instanceof Text last) {
            Matcher named = NAMED.matcher(last.getLiteral());
            if (named.matches()) {
                last.setLiteral(named.group("words"));
                if (headings.containsValue(named.group("id"))) {
                    report.add(line(heading), "a second heading '" + named.group("id") + "'", "choose another name");
                }
                headings.put(heading, named.group("id"));
                return;
            }
        }
        String slug = PLAIN.render(heading)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String id = slug.isEmpty() ? "section" : slug;
        for (int i = 2; headings.containsValue(id); i++) {
            id = slug + "-" + i;
        }
        headings.put(heading, id);
    }

    private int line(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.getSourceSpans().isEmpty()) {
                return before + 1 + n.getSourceSpans().getFirst().getLineIndex();
            }
        }
        return before + 1;
    }

    /** What CommonMark allows and a lesson does not. */
    private final class Validator extends AbstractVisitor {
        @Override
        public void visit(Heading heading) {
            if (heading.getLevel() == 1) {
                report.add(line(heading), "a first-level heading", "use '##': the title comes from the fields");
            }
            visitChildren(heading);
        }

        @Override
        public void visit(FencedCodeBlock block) {
            String info = block.getInfo().strip();
            Optional<Exhibit> exhibit = exhibit(block);
            if (exhibit.isPresent()) {
                if (!(block.getParent() instanceof Document)) {
                    report.add(line(block), "an exhibit inside of something else", "begin it at the left edge");
                }
                Exhibits.check(exhibit.get(), line(block), report);
                return;
            }
            if (!info.isEmpty()
                    && !info.equals("text")
                    && CommandBlocks.of(block).isEmpty()) {
                report.add(
                        line(block),
                        "a block of unknown kind '" + info + "'",
                        "use 'command', 'text' or nothing after ```");
            }
            if (block.getLiteral().isBlank()) {
                report.add(line(block), "an empty block", "fill it or remove it");
            }
        }

        @Override
        public void visit(HtmlBlock html) {
            report.add(line(html), "HTML in Markdown", "write it as Markdown, or indent it as code");
        }

        @Override
        public void visit(HtmlInline html) {
            report.add(
                    line(html),
                    "HTML in Markdown: " + html.getLiteral(),
                    "write it as Markdown, or put it in backticks");
        }

        @Override
        public void visit(Image image) {
            boolean alone =
                    image.getParent() instanceof Paragraph && image.getNext() == null && image.getPrevious() == null;
            String description = PLAIN.render(image.getFirstChild() == null ? new Text("") : image.getFirstChild());
            if (plain) {
                report.add(line(image), "an image", "draw it as text in a block: pictures are not supported");
            } else if (!alone || description.isBlank()) {
                report.add(
                        line(image),
                        "a picture in a line of text, or without words",
                        "give it a paragraph of its own, and say what it shows: ![what it shows](pictures/name.svg)");
            } else {
                pictures.picture(image.getDestination(), description)
                        .ifPresentOrElse(
                                svg -> figures.put(image.getParent(), svg),
                                () -> report.add(
                                        line(image),
                                        "no such picture, or not a sound one: " + image.getDestination(),
                                        "put an SVG file into the lesson's folder 'pictures' and write pictures/name.svg"));
            }
        }

        @Override
        public void visit(Link link) {
            String to = link.getDestination();
            if (to.startsWith("#") ? !headings.containsValue(to.substring(1)) : !to.matches("https?://[^\\s/]+.*")) {
                report.add(
                        line(link),
                        "a link to nowhere: " + to,
                        "link to https://… or to '#' and a heading of this page");
            }
            visitChildren(link);
        }
    }
}
