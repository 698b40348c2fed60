package dev.packetwalk.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The machine's own Chromium, without a window. As an extension of a test class, in a static field, it is started when the first of
 * its tests needs it and ends with the last.
 */
public final class Chromium implements AutoCloseable, AfterAllCallback {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // A page that a test hands to the browser counts as one from elsewhere, which may not speak to this
            // machine.
            "--disable-features=LocalNetworkAccessChecks");
    private static final double LIMIT_MS = 20_000;

    private @Nullable Playwright playwright;
    private @Nullable Browser browser;

    private Browser browser() {
        Playwright driver = playwright;
        if (driver == null) {
            driver = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            playwright = driver;
        }
        Browser started = browser;
        if (started == null) {
            started = driver.chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program())
                            .setArgs(FLAGS));
            browser = started;
        }
        return started;
    }

    /** A window of its own: nobody is signed in, nothing is remembered. */
    public BrowserContext context(ColorScheme scheme, int width, int height) {
        BrowserContext context = browser()
                .newContext(new Browser.NewContextOptions()
                        .setColorScheme(scheme)
                        .setViewportSize(width, height)
                        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
        context.setDefaultTimeout(LIMIT_MS);
        return context;
    }

    /** Joins as somebody new, and returns the page on which they are. */
    public static Page join(BrowserContext context, String base, String name) {
        Page page = context.newPage();
        page.navigate(base);
        page.getByLabel("Your name").fill(name);
        page.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Join"))
                .click();
        page.waitForURL("**/welcome**");
        return page;
    }

    private static Path program() {
        for (String candidate : List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")) {
            if (Files.isExecutable(Path.of(candidate))) {
                return Path.of(candidate);
            }
        }
        throw new IllegalStateException("no Chromium: install the package chromium");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        if (browser != null) {
            browser.close();
            browser = null;
        }
        if (playwright != null) {
            playwright.close();
            playwright = null;
        }
    }
}
