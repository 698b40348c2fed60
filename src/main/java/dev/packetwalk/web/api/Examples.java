package dev.packetwalk.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** An example of every answer, from {@code api/examples.json}. */
final class Examples {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LISTING = "Listing";
    private static final JsonNode ALL = read();

    private Examples() {}

    /** One that fits a schema; empty if there is none, which a test does not let pass. */
    static Optional<Object> of(@Nullable Schema schema, Map<String, Schema> schemas) {
        String ref = schema == null ? null : schema.getRef();
        String name = ref == null ? "" : ref.substring(ref.lastIndexOf('/') + 1);
        if (schemas.containsKey(name) && name.startsWith(LISTING)) {
            JsonNode item = ALL.path(name.substring(LISTING.length()));
            return item.isMissingNode() ? Optional.empty() : Optional.of(page(value(item)));
        }
        return ALL.has(name) ? Optional.of(value(ALL.path(name))) : Optional.empty();
    }

    /** Always in this order, so that the description is the same whenever it is made. */
    private static Map<String, Object> page(Object item) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", List.of(item));
        page.put("next", "NDI");
        return page;
    }

    private static Object value(JsonNode node) {
        return JSON.convertValue(node, Object.class);
    }

    private static JsonNode read() {
        try (InputStream file = Examples.class.getResourceAsStream("/api/examples.json")) {
            return JSON.readTree(Objects.requireNonNull(file, "api/examples.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
