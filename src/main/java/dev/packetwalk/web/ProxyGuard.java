package dev.packetwalk.web;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sees to it that addresses which a proxy tells are believed only of proxies that somebody has named: else anybody could give any
 * address, and limits by address would keep nobody from anything.
 */
@Singleton
class ProxyGuard {
    private final boolean forwarding;
    private final Optional<List<String>> trusted;

    ProxyGuard(
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
                    boolean forwarding,
            @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> trusted) {
        this.forwarding = forwarding;
        this.trusted = trusted;
    }

    void start(@Observes StartupEvent event) {
        check(forwarding, trusted);
    }

    /**
     * @throws IllegalStateException if everybody would be believed
     */
    static void check(boolean forwarding, Optional<List<String>> trusted) {
        if (forwarding && trusted.orElse(List.of()).isEmpty()) {
            throw new IllegalStateException("addresses that proxies tell are to be believed, but no proxy is named:"
                    + " set QUARKUS_HTTP_PROXY_TRUSTED_PROXIES to the address of yours, such as 127.0.0.1");
        }
    }
}
