package dev.packetwalk.netfilter;

import java.util.List;
import java.util.Optional;

/**
 * Rewrites the destination of the flow to this host: to the address of the interface it came in by, or to 127.0.0.1 for a
 * packet of this host.
 *
 * @param ports the new port is one of these; empty keeps it
 * @param options further words such as {@code --random}
 */
public record Redirect(Optional<PortRange> ports, List<String> options) implements Target {
    public Redirect {
        options = List.copyOf(options);
    }
}
