package dev.packetwalk.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.web.Chromium;
import dev.packetwalk.web.PageLook;
import dev.packetwalk.web.SessionCookie;
import dev.packetwalk.web.WebDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of tokens, and Swagger UI, as a real browser shows them. Pictures of all of them are left in target/screens. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@Tag("browser")
class TokensInBrowserTest {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URL base;

    @Inject
    TestPeople people;

    @Inject
    Sessions sessions;

    private final PageLook look = new PageLook("tokens-");

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900, en", "DARK, 1440, 900, en", "LIGHT, 360, 740, en", "DARK, 360, 740, zh-CN"})
    void a_token_is_made_shown_once_and_revoked(ColorScheme scheme, int width, int height, String language) {
        String name = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        try (BrowserContext window = CHROMIUM.context(scheme, width, height)) {
            Page page = signedIn(window);
            page.navigate(base + "account/tokens?language=" + language);
            look.at(page, "none-" + name);
            page.locator("button.primary").click();
            page.locator("#token-name-problem").waitFor();
            look.at(page, "wrong-" + name);
            page.locator("#token-name").fill("Nightly export <b>");
            page.locator("button.primary").click();
            page.locator("#token-scopes-problem").waitFor();
            look.at(page, "no-scope-" + name);
            page.locator("input[value='classes:read']").check();
            page.locator("input[value='lessons:read']").check();
            page.locator("#token-days").selectOption("30");
            page.locator("button.primary").click();
            page.locator("#api-token").waitFor();
            look.at(page, "made-" + name);
            String secret = page.locator("#api-token").inputValue();
            assertThat(secret).startsWith("pw_");
            page.locator("a.button.primary").click();
            page.locator(".signed-in-list").waitFor();
            assertThat(page.content()).doesNotContain(secret);
            look.at(page, "list-" + name);
            page.locator("form[action$='/revoke'] button").click();
            page.locator(".signed-in-list .people-off").waitFor();
            look.at(page, "revoked-" + name);
        }
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void swagger_ui_works_by_our_own_files_alone_and_for_who_is_signed_in_only() {
        List<String> said = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        try (BrowserContext window = CHROMIUM.context(ColorScheme.LIGHT, 1440, 900)) {
            Page stranger = window.newPage();
            stranger.navigate(base + "api/docs/");
            assertThat(stranger.url()).isEqualTo(base + "sign-in");
            Page page = signedIn(window);
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    said.add(message.text());
                }
            });
            page.onRequest(request -> {
                if (!request.url().startsWith(base.toString()) && !request.url().startsWith("data:")) {
                    elsewhere.add(request.url());
                }
            });
            assertThat(page.navigate(base + "api/docs/").headerValue("Content-Security-Policy"))
                    .contains("default-src 'none'");
            page.locator("#operations-lessons-listLessons").click();
            page.locator(".try-out__btn").first().click();
            page.locator("button.execute").click();
            page.locator(".live-responses-table .response-col_status").first().waitFor();
            assertThat(page.locator(".live-responses-table .response-col_status")
                            .last()
                            .innerText())
                    .startsWith("200");
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "screens", "swagger.png"))
                    .setFullPage(true));
        }
        assertThat(elsewhere).isEmpty();
        assertThat(said).isEmpty();
    }

    private Page signedIn(BrowserContext window) {
        window.addCookies(List.of(new Cookie(
                        SessionCookie.NAME,
                        sessions.open(people.make(Role.INSTRUCTOR, "grace")).value())
                .setUrl(base.toString())));
        return window.newPage();
    }
}
