package dev.packetwalk.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.packetwalk.lab.RunningLab;
import dev.packetwalk.web.Chromium;
import java.util.List;
import java.util.Map;

/**
 * From the click on Send to the picture with the whole walk, in a real browser against a running lab with a real box: the kernel's
 * trace is there, in the text and on the map, and the frame has been painted.
 */
final class FollowBench {
    private static final String EXERCISE = "lessons/iptables-following-a-packet/minimal-firewall";
    private static final int PACKETS = Integer.getInteger("packetwalk.bench.packets", 60);
    private static final int GOAL_MILLIS = 150;

    /** Faster than a learner may send for long: a short rest between packets keeps within the limit. */
    private static final int REST_MILLIS = 520;

    /**
     * Clicks, and waits until the walk that the kernel told has come, has been drawn, and a frame with it has been shown; answers
     * with the milliseconds since the click, or -1 when only the prediction came.
     */
    private static final String SEND_AND_WAIT = """
            () => new Promise((resolve) => {
              const lists = document.querySelector('.follow-lists');
              const old = lists.firstElementChild;
              const began = performance.now();
              const seen = new MutationObserver(() => {
                if (lists.firstElementChild === old || !lists.firstElementChild) return;
                seen.disconnect();
                const traced = document.querySelector('.follow-walk.traced') !== null;
                requestAnimationFrame(() => {
                  const drawn = document.querySelector('svg.map .traced .map-trail') !== null;
                  const channel = new MessageChannel();
                  channel.port1.onmessage = () => resolve(traced && drawn ? performance.now() - began : -1);
                  channel.port2.postMessage(0);
                });
              });
              seen.observe(lists, { childList: true });
              document.querySelector('.follow-go button.primary').click();
            })""";

    private FollowBench() {}

    static void run(Report report) throws Exception {
        try (RunningLab lab = RunningLab.start("bench-follow", Map.of());
                Chromium chromium = new Chromium();
                BrowserContext context = chromium.context(ColorScheme.LIGHT, 1440, 900)) {
            Page page = follow(context, lab.link().toString());
            measure(report, page, "a packet that is dropped or has no listener", 22);
            measure(report, page, "a packet that is answered", 80);
        }
    }

    private static Page follow(BrowserContext context, String base) {
        Page page = Chromium.join(context, base, "Bench");
        page.navigate(base + EXERCISE);
        page.getByText("Start your machine").last().click();
        page.locator("[data-island=terminal]").waitFor();
        page.navigate(base + EXERCISE + "/follow");
        page.locator("svg.map").waitFor();
        return page;
    }

    private static void measure(Report report, Page page, String what, int port) {
        boolean outwards = port == 80;
        choose(page, "from", outwards ? "box" : "internet");
        choose(page, "to", outwards ? "internet" : "box");
        choose(page, "protocol", "tcp");
        page.locator("[name=port]").fill(Integer.toString(port));
        page.locator(".follow-guess input").last().check();
        long[] nanos = new long[PACKETS];
        int missing = 0;
        for (int i = 0; i < PACKETS; i++) {
            double millis = ((Number) page.evaluate(SEND_AND_WAIT)).doubleValue();
            missing += millis < 0 ? 1 : 0;
            nanos[i] = Math.round(Math.max(millis, 0) * 1e6);
            page.waitForTimeout(REST_MILLIS);
        }
        Timings timings = new Timings(nanos);
        report.figure("click on Send to the walk, " + what, timings);
        report.atMost("  p95", timings.millis(0.95), GOAL_MILLIS, "ms");
        report.figure("  walks without the kernel's trace", missing);
    }

    private static void choose(Page page, String name, String value) {
        Locator field = page.locator(".follow-send [name=" + name + "]").first();
        field.selectOption(List.of(value).toArray(String[]::new));
    }
}
