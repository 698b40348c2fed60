package dev.packetwalk.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.packetwalk.grading.report.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A lab, here or elsewhere, asked through its API of version 1 ({@code docs/api.md}). */
final class Remote {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    /** Longer than the API waits for checks at the most. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(90);

    /** A class of a thousand learners with thirty attempts at each of five exercises. */
    private static final int MOST_ITEMS = 200_000;

    private final URI server;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();

    /**
     * @param server where the lab is, such as {@code https://lab.example.edu}
     * @param token what it gave, {@code pw_…}
     */
    Remote(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** What an address of the API answers, as JSON. */
    JsonNode get(String path, Map<String, String> query) {
        return json(path, text(path, query));
    }

    /** What an address of the API answers, as it is. */
    String text(String path, Map<String, String> query) {
        return send("GET", path, query, null);
    }

    /** Every item of a list, page after page. */
    List<JsonNode> all(String path, Map<String, String> query) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            Map<String, String> asked = new java.util.TreeMap<>(query);
            asked.put("limit", "200");
            if (!cursor.isEmpty()) {
                asked.put("cursor", cursor);
            }
            JsonNode page = get(path, asked);
            page.path("items").forEach(items::add);
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty() && items.size() < MOST_ITEMS);
        return items;
    }

    /** Has something done, and returns what it answers; missing where it says nothing. */
    JsonNode ask(String method, String path, @Nullable JsonNode body) {
        return json(path, send(method, path, Map.of(), body));
    }

    private String send(String method, String path, Map<String, String> query, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path, query))
                .timeout(ANSWER_LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("User-Agent", "packetwalk")
                .header("Accept", "application/json, application/problem+json, */*;q=0.5")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() >= 200 && answer.statusCode() < 300) {
                return answer.body();
            }
            throw problem(answer);
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new UnreachableException(
                    server + " does not answer (" + why + "). Is it running, and is --server right?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted while waiting for " + server);
        }
    }

    /** What somebody else wrote may be in it: shown without control characters. */
    private RuntimeException problem(HttpResponse<String> answer) {
        int status = answer.statusCode();
        String said = detail(answer.body());
        String message = "%s answers %d%s".formatted(server, status, said.isEmpty() ? "" : ": " + said);
        return status >= 400 && status < 500 && status != 429
                ? new BadInputException(message)
                : new UnreachableException(message);
    }

    private static String detail(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            String title = problem.path("title").asText("");
            String detail = problem.path("detail").asText("");
            return Printable.of(title.isEmpty() || detail.isEmpty() ? title + detail : title + ". " + detail);
        } catch (JsonProcessingException _) {
            return "";
        }
    }

    private JsonNode json(String path, String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) {
            throw new UnreachableException(server + path + " does not answer with JSON. Is it a Packetwalk lab?");
        }
    }

    private URI address(String path, Map<String, String> query) {
        String asked = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(server + "/api/v1" + path + (asked.isEmpty() ? "" : "?" + asked));
    }
}
