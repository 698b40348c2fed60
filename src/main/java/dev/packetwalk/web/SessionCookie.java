package dev.packetwalk.web;

import dev.packetwalk.progress.Token;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;

/** The cookie that carries a session's token. How long a session lasts is for the database to say; the cookie lasts longer. */
public final class SessionCookie {
    public static final String NAME = "packetwalk_session";

    /** The longest that browsers keep a cookie. */
    private static final Duration KEPT = Duration.ofDays(400);

    private SessionCookie() {}

    public static NewCookie carrying(Token token, boolean secure) {
        return new NewCookie.Builder(NAME)
                .value(token.value())
                .path("/")
                .maxAge((int) KEPT.toSeconds())
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    public static NewCookie cleared(boolean secure) {
        return new NewCookie.Builder(NAME)
                .value("")
                .path("/")
                .maxAge(0)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
