package dev.packetwalk.web.follow;

import dev.packetwalk.sandbox.PacketFilter;
import dev.packetwalk.sandbox.PacketFilter.Direction;
import dev.packetwalk.sandbox.Probe;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a page wants to watch for. What makes no sense counts as not said. */
final class FilterQuery {
    private static final int LAST_PORT = 65_535;

    private FilterQuery() {}

    /** Reads a query such as {@code protocol=tcp&host=internet&port=80&direction=out}; hosts are those of the world. */
    static PacketFilter read(@Nullable String query, WorldView world) {
        Map<String, List<String>> values = new QueryStringDecoder(query == null ? "" : query, false).parameters();
        return new PacketFilter(
                constant(Probe.Protocol.class, first(values, "protocol")),
                world.host(first(values, "host")).map(WorldView.HostView::address),
                port(first(values, "port")),
                constant(Direction.class, first(values, "direction")).orElse(Direction.BOTH));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port >= 0 && port <= LAST_PORT ? port : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> kind, String text) {
        try {
            return Optional.of(Enum.valueOf(kind, text.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String first(Map<String, List<String>> values, String name) {
        return values.getOrDefault(name, List.of("")).getFirst();
    }
}
