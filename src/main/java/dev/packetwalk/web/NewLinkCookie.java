package dev.packetwalk.web;

import dev.packetwalk.progress.Token;
import jakarta.ws.rs.core.NewCookie;

/**
 * Carries a new resume link to the one page that shows it: only there does the browser send it, only its hash is kept here, and
 * after a few minutes, or once it is shown, it is gone.
 */
public final class NewLinkCookie {
    public static final String NAME = "packetwalk_new_link";
    private static final String PATH = "/welcome";
    private static final int SECONDS = 300;

    private NewLinkCookie() {}

    public static NewCookie carrying(Token link, boolean secure) {
        return cookie(link.value(), SECONDS, secure);
    }

    public static NewCookie cleared(boolean secure) {
        return cookie("", 0, secure);
    }

    private static NewCookie cookie(String value, int seconds, boolean secure) {
        return new NewCookie.Builder(NAME)
                .value(value)
                .path(PATH)
                .maxAge(seconds)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
