package dev.packetwalk.netfilter;

import java.util.List;
import java.util.Optional;

/**
 * Rewrites the source of the flow: {@code -j SNAT}.
 *
 * @param addresses the new address is one of these; empty keeps it
 * @param ports the new port is one of these; empty keeps it where possible
 * @param options further words such as {@code --random}
 */
public record SourceNat(Optional<AddressRange> addresses, Optional<PortRange> ports, List<String> options)
        implements Target {
    public SourceNat {
        options = List.copyOf(options);
    }
}
