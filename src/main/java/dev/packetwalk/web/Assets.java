package dev.packetwalk.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the scripts and style sheets of the front end are. Their file names carry a hash of their content, so that browsers keep
 * them for good; templates therefore ask for them by the name of their entry:
 *
 * <pre>{@code
 * <link rel="stylesheet" href="{inject:assets.url('styles')}">
 * {#for sheet in inject:assets.stylesheets('terminal')}<link rel="stylesheet" href="{sheet}">{/for}
 * <script type="module" src="{inject:assets.url('terminal')}"></script>
 * }</pre>
 *
 * <p>Entries are those of {@code frontend/vite.config.ts}; the names come from the manifest that Vite 8 writes.
 */
@Named("assets")
@Singleton
public final class Assets {
    private static final String BASE = "/assets/";
    private static final String MANIFEST = "META-INF/resources/assets/manifest.json";

    private final Map<String, Entry> entries;

    @Inject
    Assets(ObjectMapper json) {
        this(json, () -> Thread.currentThread().getContextClassLoader().getResourceAsStream(MANIFEST));
    }

    Assets(ObjectMapper json, Supplier<@Nullable InputStream> manifest) {
        this.entries = read(json, manifest);
    }

    /**
     * The address of an entry's own file: its script, or for an entry that is a style sheet, the style sheet.
     *
     * @throws IllegalStateException if there is no such entry, or the front end was not built
     */
    public String url(String entry) {
        return entry(entry).url();
    }

    /**
     * The addresses of the style sheets that an entry's scripts import, in the order in which they apply.
     *
     * @throws IllegalStateException if there is no such entry, or the front end was not built
     */
    public List<String> stylesheets(String entry) {
        return entry(entry).stylesheets();
    }

    private Entry entry(String name) {
        Entry found = entries.get(name);
        if (found == null) {
            throw new IllegalStateException(
                    entries.isEmpty()
                            ? "the front end is not built: run 'mvn generate-resources' without -Dfrontend.skip"
                            : "no front-end entry '" + name + "': frontend/vite.config.ts has " + entries.keySet());
        }
        return found;
    }

    private static Map<String, Entry> read(ObjectMapper json, Supplier<@Nullable InputStream> manifest) {
        try (InputStream in = manifest.get()) {
            return in == null ? Map.of() : entries(json.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the front end's manifest is damaged: build again after 'mvn clean'", e);
        }
    }

    private static Map<String, Entry> entries(JsonNode manifest) {
        Map<String, Entry> found = new LinkedHashMap<>();
        manifest.forEach(chunk -> {
            if (chunk.path("isEntry").asBoolean()) {
                List<String> sheets = new ArrayList<>();
                addStylesheets(manifest, chunk, sheets);
                found.put(
                        chunk.path("name").asText(),
                        new Entry(BASE + chunk.path("file").asText(), List.copyOf(sheets)));
            }
        });
        return found;
    }

    private static void addStylesheets(JsonNode manifest, JsonNode chunk, List<String> sheets) {
        chunk.path("imports").forEach(key -> addStylesheets(manifest, manifest.path(key.asText()), sheets));
        chunk.path("css").forEach(file -> {
            String url = BASE + file.asText();
            if (!sheets.contains(url)) {
                sheets.add(url);
            }
        });
    }

    private record Entry(String url, List<String> stylesheets) {}
}
