package dev.packetwalk.lab;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/** Pictures of what somebody can do with what is their own: tokens for programs, reading what is kept of them, leaving for good. */
final class AccountPictures {
    private final Gallery gallery;
    private final String base;

    /** Of the lab at that address, which ends in a slash. */
    AccountPictures(Gallery gallery, String base) {
        this.gallery = gallery;
        this.base = base;
    }

    /** Tokens of somebody who has an account, whose page it is. */
    void tokens(Page page) {
        page.navigate(base + "account/tokens");
        gallery.take(page, "tokens-none", "no token yet");
        page.locator("main button.primary").click();
        page.locator("#token-name-problem").waitFor();
        gallery.take(page, "tokens-wrong", "a token without a name");
        page.locator("#token-name").fill("Nightly export of the grades of the Monday group");
        page.locator("input[value='classes:read']").check();
        page.locator("main button.primary").click();
        page.locator("#api-token").waitFor();
        gallery.take(page, "token-made", "a token, shown once");
        page.navigate(base + "account/tokens");
        gallery.take(page, "tokens", "tokens of programs");
        page.navigate(base + "api/docs/");
        page.locator("#operations-lessons-listLessons").waitFor();
        gallery.take(page, "api-docs", "the description of the API");
    }

    /** A guest who reads what is kept, comes back by their link, and leaves for good. */
    void guest(Browser browser) {
        try (BrowserContext window = browser.newContext();
                BrowserContext elsewhere = browser.newContext()) {
            Page page = window.newPage();
            page.navigate(base + "privacy");
            gallery.take(page, "privacy-stranger", "what is kept, for a stranger");
            page.navigate(base);
            page.locator("#name").fill("Alan");
            page.locator("form.join button.primary").click();
            page.locator("#resume-link").waitFor();
            Page another = elsewhere.newPage();
            another.navigate(page.locator("#resume-link").inputValue());
            gallery.take(another, "resume", "coming back by the personal link");
            another.navigate(base + "resume/" + "x".repeat(43));
            gallery.take(another, "resume-gone", "a personal link that is good for nothing");
            page.navigate(base + "recordings");
            gallery.take(page, "recordings-none", "nothing was recorded");
            page.navigate(base + "account/tokens");
            gallery.take(page, "tokens-guest", "guests have no tokens");
            page.navigate(base + "privacy");
            gallery.take(page, "privacy", "what is kept, for how long, and who sees it");
            page.navigate(base + "account/delete");
            gallery.take(page, "account-delete", "asking before an account is deleted");
            page.locator("button.danger").click();
            page.locator("#problem").waitFor();
            gallery.take(page, "account-delete-wrong", "the word was not typed");
            page.locator("#word").fill("delete");
            page.keyboard().press("Enter");
            page.waitForURL("**/privacy/goodbye");
            gallery.take(page, "goodbye", "everything of somebody is deleted");
        }
    }
}
