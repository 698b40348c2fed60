package dev.packetwalk.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.packetwalk.progress.Accounts;
import dev.packetwalk.progress.OneTimeLinks;
import dev.packetwalk.progress.Role;
import dev.packetwalk.web.Chromium;
import dev.packetwalk.web.PageLook;
import dev.packetwalk.web.WebDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages about people as a real browser shows them. Pictures of all of them are left in target/screens. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@Tag("browser")
class PeopleInBrowserTest {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URL base;

    @Inject
    TestPeople people;

    @Inject
    Accounts accounts;

    @Inject
    OneTimeLinks links;

    private final PageLook look = new PageLook("people-");

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900, en", "DARK, 1440, 900, en", "LIGHT, 360, 740, en", "DARK, 360, 740, zh-CN"})
    void every_page_about_people_can_be_used_by_everyone(ColorScheme scheme, int width, int height, String language) {
        UUID bob = people.make(Role.INSTRUCTOR, "bob");
        String admin =
                accounts.find(people.the(Role.ADMINISTRATOR)).orElseThrow().label();
        String link = links.invite(people.the(Role.ADMINISTRATOR), Role.INSTRUCTOR, "for a new colleague")
                .value();
        String name = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        try (BrowserContext window = CHROMIUM.context(scheme, width, height)) {
            Page page = window.newPage();
            page.navigate(base + "sign-in?language=" + language);
            look.at(page, "sign-in-" + name);
            signIn(page, "nobody", "not a password");
            page.locator("#sign-in-problem").waitFor();
            look.at(page, "sign-in-wrong-" + name);
            page.navigate(base + "links/" + link);
            page.locator("button.primary").click();
            page.locator("#password-problem").waitFor();
            look.at(page, "new-account-" + name);
            page.navigate(base + "sign-in");
            signIn(page, admin, TestPeople.PASSWORD);
            page.waitForURL(base.toString());
            for (String path : List.of("account", "admin/people", "admin/people/" + bob, "admin/audit")) {
                page.navigate(base + path);
                look.at(page, path.replace(bob.toString(), "one").replace('/', '-') + "-" + name);
            }
            page.navigate(base + "admin/people/" + bob);
            page.locator("form[action$=password-link] button").click();
            page.locator("#one-time-link").waitFor();
            look.at(page, "link-" + name);
            page.navigate(page.locator("#one-time-link").inputValue());
            look.at(page, "new-password-" + name);
        }
        try (BrowserContext window = CHROMIUM.context(scheme, width, height)) {
            Page page = Chromium.join(window, base.toString(), "Ada Lovelace");
            page.navigate(base + "account?language=" + language);
            look.at(page, "account-guest-" + name);
        }
        assertThat(look.problems()).isEmpty();
    }

    private static void signIn(Page page, String login, String password) {
        page.locator("#login").fill(login);
        page.locator("#password").fill(password);
        page.locator("main").getByRole(AriaRole.BUTTON).last().click();
    }
}
