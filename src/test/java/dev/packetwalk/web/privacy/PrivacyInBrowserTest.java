package dev.packetwalk.web.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.packetwalk.web.Chromium;
import dev.packetwalk.web.PageLook;
import dev.packetwalk.web.WebDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading what is kept, having a copy and leaving, as a real browser shows it. Pictures are left in target/screens. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@Tag("browser")
class PrivacyInBrowserTest {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URL base;

    private final PageLook look = new PageLook("privacy-");

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900, en", "DARK, 1440, 900, zh-CN", "LIGHT, 360, 740, zh-CN", "DARK, 360, 740, en"})
    void everybody_can_read_what_is_kept_take_it_along_and_leave(
            ColorScheme scheme, int width, int height, String language) {
        String name = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        try (BrowserContext window = CHROMIUM.context(scheme, width, height)) {
            Page page = window.newPage();
            page.navigate(base + "privacy?language=" + language);
            look.at(page, "stranger-" + name);
            page.navigate(base + "?language=en");
            page = Chromium.join(window, base.toString(), "Ada Lovelace");
            page.navigate(base + "account?language=" + language);
            look.at(page, "account-" + name);
            page.locator("a[href='/privacy']").click();
            look.at(page, "page-" + name);
            Page reading = page;
            Download copy = page.waitForDownload(
                    () -> reading.locator("a[href='/account/download']").click());
            assertThat(copy.suggestedFilename()).endsWith(".zip");
            assertThat(copy.failure()).isNull();
            page.locator("a[href='/account/delete']").click();
            page.locator("#word").waitFor();
            look.at(page, "delete-" + name);
            page.locator("button.danger").click();
            page.locator("#problem").waitFor();
            look.at(page, "delete-wrong-" + name);
            page.locator("#word").fill(language.equals("en") ? "delete" : "删除");
            page.keyboard().press("Enter");
            page.waitForURL(base + "privacy/goodbye");
            look.at(page, "goodbye-" + name);
        }
        assertThat(look.problems()).isEmpty();
    }
}
