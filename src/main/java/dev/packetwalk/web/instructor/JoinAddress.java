package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.ClassCode;
import jakarta.ws.rs.core.UriInfo;

/**
 * Where a class is joined.
 *
 * @param link what is sent, or scanned
 * @param typed where the code is typed, as somebody would read it out: {@code lab.example.org/join}
 */
record JoinAddress(String link, String typed) {
    static JoinAddress of(UriInfo uri, ClassCode code) {
        String link =
                uri.getBaseUriBuilder().path("join").path(code.value()).build().toString();
        String typed = uri.getBaseUriBuilder().path("join").build().toString().replaceFirst("^https?://", "");
        return new JoinAddress(link, typed);
    }
}
