package dev.packetwalk.web.people;

import dev.packetwalk.progress.OneTimeLinks;
import dev.packetwalk.progress.People;
import dev.packetwalk.progress.Token;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Hands the lab over to its administrator: as long as there is none, each start prints a link to make their account. {@code
 * ./packetwalk up} looks for it in the log, and for {@link #TAKEN}.
 */
@Singleton
final class FirstLink {
    /** Says that the link was used. */
    static final String TAKEN = "the administrator's link was used: %s";

    private final People people;
    private final OneTimeLinks links;
    private final PeopleSettings settings;
    private final String host;
    private final int port;

    FirstLink(
            People people,
            OneTimeLinks links,
            PeopleSettings settings,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.people = people;
        this.links = links;
        this.settings = settings;
        this.host = host;
        this.port = port;
    }

    void print(@Observes StartupEvent event) {
        if (people.haveAdministrator() && !settings.administratorLink()) {
            return;
        }
        Token link = links.forFirstAdministrator();
        Log.infof(
                "the administrator makes their account at http://%s:%d/links/%s (works once, for %d hours)",
                host, port, link.value(), OneTimeLinks.FIRST_LASTS.toHours());
    }
}
