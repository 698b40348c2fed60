package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Limits by address count the browser's own, where a trusted proxy tells it, and nobody else is believed. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@TestProfile(ProxyTest.BehindProxy.class)
class ProxyTest {
    private static final int MANY = 429;
    private static final int ON = 303;

    @TestHTTPResource("/")
    URI home = URI.create("http://localhost/");

    @Test
    void behind_a_trusted_proxy_each_browser_counts_for_itself() throws Exception {
        assertThat(join("127.0.0.1", "203.0.113.1")).isEqualTo(ON);
        assertThat(join("127.0.0.1", "203.0.113.1")).isEqualTo(ON);
        assertThat(join("127.0.0.1", "203.0.113.1")).isEqualTo(MANY);
        assertThat(join("127.0.0.1", "203.0.113.2")).isEqualTo(ON);
    }

    @Test
    void who_is_no_trusted_proxy_is_not_believed() throws Exception {
        assertThat(join("127.0.0.2", "203.0.113.11")).isEqualTo(ON);
        assertThat(join("127.0.0.2", "203.0.113.12")).isEqualTo(ON);
        assertThat(join("127.0.0.2", "203.0.113.13")).isEqualTo(MANY);
    }

    @Test
    void a_lab_that_would_believe_everybody_does_not_start() {
        assertThatThrownBy(() -> ProxyGuard.check(true, Optional.empty()))
                .hasMessageContaining("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES");
        assertThatCode(() -> ProxyGuard.check(true, Optional.of(List.of("127.0.0.1"))))
                .doesNotThrowAnyException();
        assertThatCode(() -> ProxyGuard.check(false, Optional.empty())).doesNotThrowAnyException();
    }

    private int join(String from, String forwardedFor) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName(from))
                .build()) {
            URI server = URI.create("http://127.0.0.1:" + home.getPort());
            HttpResponse<String> page = http.send(
                    HttpRequest.newBuilder(server.resolve("/sign-in"))
                            .header("Accept", "text/html")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            String csrf = page.headers().allValues("Set-Cookie").stream()
                    .filter(cookie -> cookie.startsWith("packetwalk_csrf="))
                    .findFirst()
                    .orElseThrow()
                    .split("[=;]", -1)[1];
            return http.send(
                            HttpRequest.newBuilder(server.resolve("/learners"))
                                    .header("Accept", "text/html")
                                    .header("X-Forwarded-For", forwardedFor)
                                    .header("Cookie", "packetwalk_csrf=" + csrf)
                                    .header("X-CSRF-TOKEN", csrf)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "name=" + URLEncoder.encode("Ada", StandardCharsets.UTF_8)))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** With a proxy on this machine that is trusted, and few joins for each address. */
    public static final class BehindProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1",
                    "packetwalk.join.per-address", "2");
        }
    }
}
