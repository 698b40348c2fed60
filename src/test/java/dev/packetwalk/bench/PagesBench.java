package dev.packetwalk.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.packetwalk.lab.LabBrowser;
import dev.packetwalk.lab.RunningLab;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lighthouse on home, lesson and exercise of a lab that really runs, on a slow phone and on a desk; and on the flashcards. */
final class PagesBench {
    private static final String LESSON = "lessons/iptables-following-a-packet";
    private static final List<String> PAGES = List.of("", LESSON, LESSON + "/minimal-firewall", "cards");
    private static final int GOAL = 95;
    private static final double MOST_SHIFT = 0.01;

    private PagesBench() {}

    static void run(Report report) throws Exception {
        try (RunningLab lab = RunningLab.start("bench-pages", Map.of("PACKETWALK_SANDBOXES_WARM", "1"))) {
            String cookie = learner(lab);
            measure(lab, "", List.of(""), report, "stranger's ");
            measure(lab, cookie, PAGES, report, "");
        }
    }

    /** Joins, starts a machine, and gives the cookies. */
    private static String learner(RunningLab lab) {
        try (LabBrowser browser = new LabBrowser()) {
            Page page = browser.page();
            page.navigate(lab.link().toString());
            page.getByLabel("Your name").fill("Ada");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Join"))
                    .click();
            page.waitForURL("**/welcome**");
            page.navigate(lab.link() + LESSON + "/minimal-firewall");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start your machine"))
                    .click();
            LabBrowser.expect(browser.screen()).containsText("# ");
            List<String> cookies = new ArrayList<>();
            for (Cookie cookie : page.context().cookies()) {
                cookies.add(cookie.name + "=" + cookie.value);
            }
            return String.join("; ", cookies);
        }
    }

    private static void measure(RunningLab lab, String cookie, List<String> pages, Report report, String whose)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("node", "frontend/measure/pages.js", lab.link().toString(), cookie));
        command.addAll(pages);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                print(json.readTree(line), whose, report);
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("Lighthouse could not measure " + pages);
        }
    }

    private static void print(JsonNode page, String whose, Report report) {
        String name = whose + "/" + page.path("path").asText() + ", "
                + page.path("device").asText();
        report.figure(
                name,
                "%.0f kB, painted after %.1f s"
                        .formatted(
                                page.path("bytes").asDouble() / 1000,
                                page.path("paintMillis").asDouble() / 1000));
        page.path("scores")
                .properties()
                .forEach(score ->
                        report.atLeast("  " + score.getKey(), score.getValue().asInt(), GOAL, ""));
        report.atMost("  layout shift", page.path("layoutShift").asDouble(), MOST_SHIFT, "");
        page.path("missed").forEach(audit -> report.figure("  could be better", audit.asText()));
    }
}
