package dev.packetwalk.web.cards;

import dev.packetwalk.progress.StudyDay;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The moment of this request, in the time zone that the page's script has found the browser in; without scripts, in the server's.
 * The cookie grants nothing and is nobody's secret.
 */
@RequestScoped
class CurrentDay {
    static final String COOKIE = "packetwalk_zone";
    private static final int LONGEST_ZONE = 64;

    private final CardClock clock;
    private final @Nullable RoutingContext request;

    CurrentDay(CardClock clock, CurrentVertxRequest request) {
        this.clock = clock;
        this.request = request.getCurrent();
    }

    StudyDay get() {
        return new StudyDay(clock.now(), zone());
    }

    private ZoneId zone() {
        Cookie cookie = request == null ? null : request.request().getCookie(COOKIE);
        if (cookie == null || cookie.getValue().length() > LONGEST_ZONE) {
            return clock.zone();
        }
        try {
            // The browser writes "Europe%2FBerlin"; no name of a zone has any other sign that would be escaped.
            return ZoneId.of(cookie.getValue().replace("%2F", "/"));
        } catch (DateTimeException _) {
            return clock.zone(); // a zone that this Java does not know yet
        }
    }
}
