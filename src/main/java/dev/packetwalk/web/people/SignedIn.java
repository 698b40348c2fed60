package dev.packetwalk.web.people;

import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.Token;
import dev.packetwalk.progress.classes.RosterDoor;
import dev.packetwalk.web.SessionCookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;

/** Answers that sign a browser in or out. */
@Singleton
public final class SignedIn {
    private final Sessions sessions;
    private final RosterDoor rosters;

    SignedIn(Sessions sessions, RosterDoor rosters) {
        this.sessions = sessions;
        this.rosters = rosters;
    }

    /** Signs this browser in, and sends it on. Who is expected in a class by their login is in it from now on. */
    Response as(UUID learner, String next, HttpServerRequest request) {
        rosters.enrol(learner);
        Token session = sessions.open(learner, BrowserName.of(request.getHeader("User-Agent")));
        return Response.seeOther(URI.create(next))
                .cookie(SessionCookie.carrying(session, secure(request)))
                .build();
    }

    /** Takes the cookie away, and sends the browser to the first page. */
    static Response out(HttpServerRequest request) {
        return Response.seeOther(URI.create("/"))
                .cookie(SessionCookie.cleared(secure(request)))
                .build();
    }

    /** Whether the browser came by HTTPS. */
    public static boolean secure(HttpServerRequest request) {
        return request.isSSL() || "https".equals(request.scheme());
    }

    /** The address that a request comes from, as far as trusted proxies tell. */
    public static String address(HttpServerRequest request) {
        return request.remoteAddress() == null
                ? "unknown"
                : request.remoteAddress().hostAddress();
    }
}
