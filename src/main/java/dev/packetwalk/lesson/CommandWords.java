package dev.packetwalk.lesson;

import java.util.Map;
import java.util.Set;
import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Prints code within a sentence: a word with a hyphen, such as {@code --dport}, is one that no line is broken in. */
final class CommandWords implements NodeRenderer {
    private static final Map<String, String> UNBROKEN = Map.of("class", "unbroken");

    private final HtmlWriter html;

    CommandWords(HtmlNodeRendererContext context) {
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Code.class);
    }

    @Override
    public void render(Node node) {
        html.tag("code");
        String space = "";
        for (String word : ((Code) node).getLiteral().split(" ", -1)) {
            html.text(space);
            if (word.contains("-")) {
                html.tag("span", UNBROKEN);
                html.text(word);
                html.tag("/span");
            } else {
                html.text(word);
            }
            space = " ";
        }
        html.tag("/code");
    }
}
