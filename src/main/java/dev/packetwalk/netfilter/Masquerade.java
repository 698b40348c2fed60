package dev.packetwalk.netfilter;

import java.util.List;
import java.util.Optional;

/**
 * Rewrites the source of the flow to the address of the interface it leaves through.
 *
 * @param ports the new port is one of these; empty keeps it where possible
 * @param options further words such as {@code --random}
 */
public record Masquerade(Optional<PortRange> ports, List<String> options) implements Target {
    public Masquerade {
        options = List.copyOf(options);
    }
}
