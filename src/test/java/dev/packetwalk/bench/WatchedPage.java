package dev.packetwalk.bench;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.packetwalk.lab.LabBrowser;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An exercise's page in a real Chromium, which notes when its checks change before a reader's eyes. Used by one thread. */
final class WatchedPage implements AutoCloseable {
    /**
     * Notes each change of what the checks say together: in the microtask behind the change of the document, and again behind the
     * frame that shows it. Times are the host's clock in whole milliseconds, rounded up.
     */
    private static final String NOTE = """
            () => {
              const list = document.getElementById('check-list');
              const look = () => {
                const states = [...list.querySelectorAll('[data-check]')].map((check) => check.dataset.state);
                return states.every((state) => state === 'passed') ? 'passed' : states.includes('failed') ? 'failed' : 'neither';
              };
              let before = look();
              window.ticks = [];
              new MutationObserver(() => {
                const state = look();
                if (state === before) return;
                before = state;
                const tick = { state, changed: Date.now() + 1, shown: 0 };
                window.ticks.push(tick);
                requestAnimationFrame(() => {
                  const behind = new MessageChannel();
                  behind.port1.onmessage = () => (tick.shown = Date.now() + 1);
                  behind.port2.postMessage(0);
                });
              }).observe(list, { subtree: true, attributes: true, attributeFilter: ['data-state'] });
            }""";

    private final LabBrowser browser = new LabBrowser();

    /**
     * What the reader saw.
     *
     * @param passed whether all checks passed; otherwise one failed
     * @param changedMicros when the document had changed, in microseconds of the epoch
     * @param shownMicros when the next frame was out
     */
    record Tick(boolean passed, long changedMicros, long shownMicros) {}

    /** Opens the page as a learner whose cookies these are, and waits for the terminal. */
    WatchedPage(URI lab, Map<String, String> cookies) {
        browser.become(lab, cookies);
        Page page = browser.page();
        page.navigate(lab + BusyLearner.PAGE);
        LabBrowser.expect(browser.screen()).containsText("# ");
        page.waitForCondition(() -> page.getByRole(AriaRole.HEADING).count() > 0);
        page.evaluate(NOTE);
    }

    /** Types a line into the terminal, key by key. */
    void enter(String line) {
        browser.enter(line);
    }

    /** What was noted since this was last asked. */
    List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        Object noted =
                browser.page().evaluate("() => { const noted = window.ticks; window.ticks = []; return noted; }");
        for (Object one : (List<?>) noted) {
            Map<?, ?> tick = (Map<?, ?>) one;
            Object state = tick.get("state");
            if (!"neither".equals(state)) {
                ticks.add(new Tick("passed".equals(state), micros(tick.get("changed")), micros(tick.get("shown"))));
            }
        }
        return ticks;
    }

    /** The first one behind a command that says what the command has brought about. */
    static Optional<Tick> behind(BusyLearner.Change change, List<Tick> ticks) {
        return ticks.stream()
                .filter(tick -> tick.changedMicros() > change.typed() && tick.passed() == change.passes())
                .findFirst();
    }

    private static long micros(@Nullable Object millis) {
        return ((Number) Objects.requireNonNull(millis)).longValue() * 1000;
    }

    @Override
    public void close() {
        browser.close();
    }
}
