package dev.packetwalk.lesson;

import dev.packetwalk.lesson.Page.CommandBlock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Prints fenced blocks: {@code ```command [copy-only] [caption]} as a command block, any other as preformatted text. Both can be
 * scrolled by keyboard, because a long line may not fit.
 */
final class CommandBlocks implements NodeRenderer {
    private static final Pattern INFO = Pattern.compile("command(?<copy>\\s+copy-only)?(?:\\s+(?<caption>\\S.*))?");
    private static final Map<String, String> SCROLLABLE = Map.of("tabindex", "0");

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;

    CommandBlocks(HtmlNodeRendererContext context) {
        this.context = context;
        this.html = context.getWriter();
    }

    /** The command block that a fenced block stands for; empty if it is another kind of block. */
    static Optional<CommandBlock> of(FencedCodeBlock block) {
        Matcher info = INFO.matcher(block.getInfo().strip());
        if (!info.matches()) {
            return Optional.empty();
        }
        String caption = info.group("caption");
        return Optional.of(new CommandBlock(
                block.getLiteral().stripTrailing(), info.group("copy") == null, caption == null ? "" : caption));
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(FencedCodeBlock.class);
    }

    @Override
    public void render(Node node) {
        FencedCodeBlock block = (FencedCodeBlock) node;
        html.line();
        of(block).ifPresentOrElse(this::figure, () -> preformatted(block.getLiteral(), SCROLLABLE));
        html.line();
    }

    private void figure(CommandBlock command) {
        SequencedMap<String, String> attributes = new LinkedHashMap<>();
        attributes.put("class", "command");
        attributes.put("data-run", Boolean.toString(command.runnable()));
        html.tag("figure", attributes);
        preformatted(command.text(), SCROLLABLE);
        if (!command.caption().isEmpty()) {
            html.tag("figcaption");
            html.text(command.caption());
            html.tag("/figcaption");
        }
        html.tag("/figure");
    }

    private void preformatted(String text, Map<String, String> attributes) {
        html.tag("pre", context.extendAttributes(new FencedCodeBlock(), "pre", attributes));
        html.tag("code");
        html.text(text);
        html.tag("/code");
        html.tag("/pre");
    }
}
