package dev.packetwalk.lesson;

import java.util.Map;
import java.util.Set;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Prints a paragraph that is a picture as a figure with the picture's own markup in it; its title becomes the caption. */
final class PictureFigures implements NodeRenderer {
    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final Map<Node, String> figures;

    /**
     * @param figures paragraphs, and the safe markup of the pictures in them
     */
    PictureFigures(HtmlNodeRendererContext context, Map<Node, String> figures) {
        this.context = context;
        this.html = context.getWriter();
        this.figures = figures;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Paragraph.class);
    }

    @Override
    public void render(Node node) {
        String svg = figures.get(node);
        html.line();
        if (svg != null && node.getFirstChild() instanceof Image image) {
            html.tag("figure", Map.of("class", "picture"));
            html.raw(svg);
            if (image.getTitle() != null) {
                html.tag("figcaption");
                html.text(image.getTitle());
                html.tag("/figcaption");
            }
            html.tag("/figure");
        } else {
            paragraph(node);
        }
        html.line();
    }

    /** As the library prints it; in a tight list a paragraph is its words alone. */
    private void paragraph(Node node) {
        boolean tight = node.getParent() != null
                && node.getParent().getParent() instanceof org.commonmark.node.ListBlock list
                && list.isTight();
        if (!tight) {
            html.tag("p", context.extendAttributes(node, "p", Map.of()));
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
        if (!tight) {
            html.tag("/p");
        }
    }
}
