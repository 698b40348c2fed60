package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser that was never here before has to fetch for a page, as it goes over the wire. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class PageWeightTest {
    private static final int MOST_BYTES = 100_000;
    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*\\(?[\"'](\\./[^\"']+\\.js)[\"']");

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URI base;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<URI, Integer> weights = new LinkedHashMap<>();
    private final Browser browser = new Browser();

    @Test
    void the_first_page_weighs_less_than_100_kilobytes() throws Exception {
        weigh("", "");
        assertThat(sum()).as("%s", weights).isBetween(5_000, MOST_BYTES);
        assertThat(weights.keySet()).anyMatch(uri -> uri.getPath().endsWith(".css"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lessons/iptables-following-a-packet", "cards", "cards/all", "account", "recordings"})
    void so_does_every_page_without_a_terminal(String path) throws Exception {
        browser.join("Ada");
        weigh(path, browser.sessionCookie());
        assertThat(sum()).as("%s", weights).isBetween(5_000, MOST_BYTES);
    }

    private int sum() {
        return weights.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void weigh(String path, String cookie) throws IOException, InterruptedException {
        URI page = base.resolve(path);
        Document document = Jsoup.parse(fetch(page, cookie), page.toString());
        for (var element : document.select("link[rel=stylesheet], link[rel=icon], script[src], img[src]")) {
            String target = element.hasAttr("src") ? element.absUrl("src") : element.absUrl("href");
            resource(URI.create(target));
        }
    }

    private void resource(URI address) throws IOException, InterruptedException {
        if (weights.containsKey(address)) {
            return;
        }
        String content = fetch(address, "");
        if (address.getPath().endsWith(".js")) {
            for (MatchResult found : IMPORT.matcher(content).results().toList()) {
                resource(address.resolve(found.group(1)));
            }
        }
    }

    private String fetch(URI address, String cookie) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(address)
                        .header("Accept-Encoding", "gzip")
                        .header("Accept", "text/html,*/*;q=0.5")
                        .header("Cookie", cookie)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).as("%s", address).isEqualTo(200);
        weights.put(address, response.body().length);
        boolean packed =
                response.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        byte[] content = packed
                ? new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes()
                : response.body();
        return new String(content, StandardCharsets.UTF_8);
    }
}
