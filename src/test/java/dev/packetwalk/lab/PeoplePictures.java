package dev.packetwalk.lab;

import com.microsoft.playwright.BrowserContext;
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
        account(page, "Grace Hopper", LOGIN);
        page.navigate(base + "account");
        gallery.take(page, "account-signed-in", "an account with a password");
        page.navigate(base + "admin/people");
        gallery.take(page, "admin-people", "everybody");
        page.locator("#invite-note").fill("Dr. Hamilton, of the Tuesday group");
        page.locator("form[action$='/invitations'] button.primary").click();
        page.locator("#one-time-link").waitFor();
        gallery.take(page, "admin-invitation", "a link for somebody who is invited, shown once");
        String invitation = page.locator("#one-time-link").inputValue();
        page.navigate(base + "admin/people");
        gallery.take(page, "admin-people-invited", "everybody, and an invitation that is open");
        try (BrowserContext window = page.context().browser().newContext()) {
            Page invited = window.newPage();
            invited.navigate(invitation);
            gallery.take(invited, "invited", "the link of somebody who is invited");
            account(invited, "Margaret Hamilton", "margaret");
        }
        page.navigate(invitation);
        gallery.take(page, "link-gone", "a link that is good for nothing any more");
        page.navigate(base + "admin/people");
        page.locator("main a:has-text('Hamilton')").click();
        page.waitForLoadState();
        gallery.take(page, "admin-person", "one person");
        page.locator("form[action$='/password-link'] button").first().click();
        page.locator("#one-time-link").waitFor();
        gallery.take(page, "admin-password-link", "a link for a new password, shown once");
        page.navigate(page.locator("#one-time-link").inputValue());
        gallery.take(page, "new-password", "the link for a new password");
        page.navigate(base + "admin/audit");
        gallery.take(page, "admin-audit", "what was done");
    }

    /** Makes an account where a link for one has led. */
    static void account(Page page, String name, String login) {
        page.locator("input[name=name]").fill(name);
        page.locator("input[name=login]").fill(login);
        for (Locator password : page.locator("input[type=password]").all()) {
            password.fill(PASSWORD);
        }
        page.locator("main button.primary").click();
        page.waitForURL(address -> !address.contains("/links/"));
    }

    private static void fill(Page page, String login, String password) {
        page.locator("#login").fill(login);
        page.locator("#password").fill(password);
        page.locator("main button.primary").click();
    }
}
