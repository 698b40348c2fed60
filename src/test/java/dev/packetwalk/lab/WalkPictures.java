package dev.packetwalk.lab;

import static dev.packetwalk.lab.LabBrowser.expect;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Pictures of the map: quiet, with a packet on its way and at its end, watching, kept, and without a server. */
final class WalkPictures {
    private final Gallery gallery;
    private final Page page;

    /** Of a map that is open on that page. */
    WalkPictures(Gallery gallery, Page page) {
        this.gallery = gallery;
        this.page = page;
    }

    void take() {
        page.locator("svg.map").waitFor();
        gallery.take(page, "follow", "the map");
        send("ssh from outside");
        page.locator(".follow-play").focus();
        page.keyboard().press("Home");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        gallery.take(page, "follow-step", "a packet on its way, step by step");
        page.keyboard().press("End");
        gallery.take(page, "follow-end", "its end, and what was predicted");
        String kept = page.locator(".follow-link").evaluate("link => link.href").toString();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Watch packets"))
                .click();
        gallery.take(page, "follow-watch", "watching, before it begins");
        page.locator(".follow-watch").getByText("everything").click();
        expect(page.locator(".follow-watch-state")).containsText("Nothing yet");
        gallery.take(page, "follow-watching", "nothing has passed so far");
        page.navigate(kept);
        page.locator("svg.map").waitFor();
        page.locator(".follow-play").focus();
        page.keyboard().press("End");
        gallery.take(page, "follow-kept", "a walk that was kept");
        page.route("**/content", route -> route.abort());
        page.reload();
        expect(page.locator("[role=alert]")).isVisible();
        gallery.take(page, "follow-kept-gone", "a walk that cannot be read");
    }

    private void send(String preset) {
        page.locator(".follow-presets").first().getByText(preset).click();
        page.getByLabel("It is dropped").check();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send it"))
                .click();
        page.locator(".follow-walk.traced").waitFor();
    }
}
