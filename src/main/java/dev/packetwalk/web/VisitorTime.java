package dev.packetwalk.web;

import dev.packetwalk.web.words.CurrentLanguage;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time zone that the page's script has found the browser in, and times as they are read there. The cookie grants nothing and is
 * nobody's secret. Templates know it as {@code inject:time}.
 */
@RequestScoped
@Named("time")
public class VisitorTime {
    /** The cookie in which the browser tells its time zone. */
    public static final String COOKIE = "packetwalk_zone";

    private static final int LONGEST_ZONE = 64;

    /** Weekday, day, month, year, hours and minutes of 24, in the order of each language. */
    private static final String PATTERN = "yMMMEdHm";

    private final CurrentLanguage language;
    private final @Nullable RoutingContext request;

    VisitorTime(CurrentLanguage language, CurrentVertxRequest request) {
        this.language = language;
        this.request = request.getCurrent();
    }

    /** The zone that the browser has told; empty without scripts, or if this Java does not know it. */
    public Optional<ZoneId> told() {
        Cookie cookie = request == null ? null : request.request().getCookie(COOKIE);
        // The browser writes "Europe%2FBerlin"; no name of a zone has any other sign that would be escaped.
        return cookie == null ? Optional.empty() : parse(cookie.getValue().replace("%2F", "/"));
    }

    /** The zone that the browser has told, else the server's. */
    public ZoneId zone() {
        return told().orElseGet(ZoneId::systemDefault);
    }

    /** Reads what somebody sent as the name of a zone. */
    public static Optional<ZoneId> parse(@Nullable String name) {
        if (name == null || name.isEmpty() || name.length() > LONGEST_ZONE) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** A time on the visitor's own clock, in the page's language. */
    public String at(Instant time) {
        return DateTimeFormatter.ofLocalizedPattern(PATTERN)
                .withLocale(language.locale())
                .withZone(zone())
                .format(time);
    }
}
