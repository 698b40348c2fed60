package dev.packetwalk.lab;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A real Chromium with one page, on a running lab. Pictures go to {@code target/pictures}. */
public final class LabBrowser implements AutoCloseable {
    private static final double LIMIT_MILLIS = 60_000;
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright = Playwright.create();
    private final Browser browser;
    private final BrowserContext context;
    private final Page page;

    public LabBrowser() {
        String chromium = Objects.requireNonNullElse(System.getenv("PACKETWALK_CHROMIUM"), "/usr/bin/chromium");
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(chromium))
                        .setArgs(QUIET));
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900));
        page = context.newPage();
        page.setDefaultTimeout(LIMIT_MILLIS);
    }

    public Page page() {
        return page;
    }

    /** Is who has these cookies from now on. */
    public void become(URI lab, Map<String, String> cookies) {
        context.addCookies(cookies.entrySet().stream()
                .map(cookie -> new Cookie(cookie.getKey(), cookie.getValue()).setUrl(lab.toString()))
                .toList());
    }

    /** The terminal that is in front, as the text of its screen. */
    public Locator screen() {
        return page.locator(".terminal-pane:not([hidden]) .xterm-rows");
    }

    /** What the page says over the terminal in front while it has no connection or no shell; hidden otherwise. */
    public Locator terminalNotice() {
        return page.locator(".terminal-pane:not([hidden]) .terminal-banner");
    }

    /** Types a line into the terminal, as hands do. */
    public void enter(String line) {
        page.locator(".terminal-pane:not([hidden]) textarea.xterm-helper-textarea")
                .focus();
        page.keyboard().type(line);
        page.keyboard().press("Enter");
    }

    /** A check of the exercise, by its id. */
    public Locator check(String id) {
        return page.locator("[data-check='" + id + "']");
    }

    /** Waits until something is as said; fails past a minute. */
    public static LocatorAssertions expect(Locator locator) {
        PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MILLIS);
        return PlaywrightAssertions.assertThat(locator);
    }

    /** Takes a picture, to be looked at. */
    public void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pictures", name + ".png")));
    }

    @Override
    public void close() {
        context.close();
        browser.close();
        playwright.close();
    }
}
