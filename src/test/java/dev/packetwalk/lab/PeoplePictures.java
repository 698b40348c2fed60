package dev.packetwalk.lab;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Pictures of the pages about people, from the administrator's link on. */
final class PeoplePictures {
    private static final String LOGIN = "grace";
    private static final String PASSWORD = "a long and honest password";

    private final Gallery gallery;
    private final String base;

    /** Of the lab at that address, which ends in a slash. */
    PeoplePictures(Gallery gallery, String base) {
        this.gallery = gallery;
        this.base = base;
    }

    /** Signing in, and what an administrator sees; {@code firstLink} makes the administrator's account and is used up. */
    void take(Page page, String firstLink) {
        page.navigate(base + "sign-in");
        gallery.take(page, "sign-in", "signing in");
        fill(page, "nobody", "not a password");
        page.locator("#sign-in-problem").waitFor();
        gallery.take(page, "sign-in-wrong", "a wrong password");
        page.navigate(firstLink);
        gallery.take(page, "new-account", "the administrator's one-time link");
        page.locator("input[name=name]").fill("Grace Hopper");
        page.locator("input[name=login]").fill(LOGIN);
        for (Locator password : page.locator("input[type=password]").all()) {
            password.fill(PASSWORD);
        }
        page.locator("main button.primary").click();
        page.waitForLoadState();
        page.navigate(base + "account");
        gallery.take(page, "account-signed-in", "an account with a password");
        page.navigate(base + "admin/people");
        gallery.take(page, "admin-people", "everybody");
        page.locator("main a[href*='/admin/people/']").last().click();
        page.waitForLoadState();
        gallery.take(page, "admin-person", "one person");
        page.navigate(base + "admin/audit");
        gallery.take(page, "admin-audit", "what was done");
    }

    private static void fill(Page page, String login, String password) {
        page.locator("#login").fill(login);
        page.locator("#password").fill(password);
        page.locator("main button.primary").click();
    }
}
