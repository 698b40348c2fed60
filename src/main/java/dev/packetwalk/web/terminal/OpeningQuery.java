package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.TerminalSize;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a browser says when it opens a terminal. What makes no sense counts as not said: the browser says its size again, and is
 * shown everything.
 *
 * @param size of the window, 80x24 if it did not say
 * @param lastSeen where the window was when its connection broke
 */
record OpeningQuery(TerminalSize size, TerminalHub.@Nullable LastSeen lastSeen) {
    static OpeningQuery of(@Nullable String query) {
        Map<String, List<String>> values = new QueryStringDecoder(query == null ? "" : query, false).parameters();
        return new OpeningQuery(size(values), lastSeen(values));
    }

    private static TerminalSize size(Map<String, List<String>> values) {
        try {
            return new TerminalSize(
                    Integer.parseInt(first(values, "columns")), Integer.parseInt(first(values, "rows")));
        } catch (IllegalArgumentException _) {
            return TerminalSize.DEFAULT;
        }
    }

    private static TerminalHub.@Nullable LastSeen lastSeen(Map<String, List<String>> values) {
        try {
            return new TerminalHub.LastSeen(
                    UUID.fromString(first(values, "ring")), Long.parseLong(first(values, "offset")));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String first(Map<String, List<String>> values, String name) {
        return values.getOrDefault(name, List.of("")).getFirst();
    }
}
