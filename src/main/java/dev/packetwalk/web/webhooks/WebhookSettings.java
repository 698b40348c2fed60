package dev.packetwalk.web.webhooks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where webhooks may lead. */
@ConfigMapping(prefix = "packetwalk.webhooks")
public interface WebhookSettings {
    /**
     * Whether addresses may lead into private networks and to this machine. Off by default: an instructor could otherwise have the
     * server knock at doors that only it can reach.
     */
    @WithDefault("false")
    boolean privateNetworks();

    /** How long a receiver may take to answer. */
    @WithDefault("10S")
    Duration answerLimit();
}
