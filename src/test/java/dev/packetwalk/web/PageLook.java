package dev.packetwalk.web;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at pages: takes a picture of each, asks axe, and sees whether it is wider than its window, or on a phone a table wider than
 * its place. Collects what is wrong, for one answer at the end.
 */
public final class PageLook {
    private final String prefix;
    private final List<String> problems = new ArrayList<>();

    /** @param prefix of the pictures' names, in {@code target/screens} */
    public PageLook(String prefix) {
        this.prefix = prefix;
    }

    /** What asks axe what is wrong with a page; of what is right it lists no more than one place each, which takes half the time. */
    public static AxeBuilder axe(Page page) {
        AxeRunOptions wrong = new AxeRunOptions();
        wrong.setResultTypes(List.of("violations"));
        return new AxeBuilder(page).setLegacyMode(true).options(wrong);
    }

    /** Looks at a page as it is now. */
    public void at(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screens", prefix + name + ".png"))
                .setFullPage(true));
        axe(page)
                .analyze()
                .getViolations()
                .forEach(rule -> rule.getNodes()
                        .forEach(node -> problems.add(
                                name + ": " + rule.getId() + " " + node.getTarget() + " " + node.getFailureSummary())));
        Object overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (!overflow.equals(0)) {
            problems.add(name + ": " + overflow + " pixels to the side");
        }
        Object wide =
                page.evaluate("innerWidth > 400 ? 0 : [...document.querySelectorAll('.people-table, .board-scroll')]"
                        + ".filter(table => table.scrollWidth > table.clientWidth).length");
        if (!wide.equals(0)) {
            problems.add(name + ": " + wide + " tables to be scrolled sideways");
        }
    }

    /** What is wrong with the pages that were looked at. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
