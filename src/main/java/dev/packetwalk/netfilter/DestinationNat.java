package dev.packetwalk.netfilter;

import java.util.List;
import java.util.Optional;

/**
 * Rewrites the destination of the flow: {@code -j DNAT}.
 *
 * @param addresses the new address is one of these; empty keeps it
 * @param ports the new port is one of these; empty keeps it
 * @param options further words such as {@code --random}
 */
public record DestinationNat(Optional<AddressRange> addresses, Optional<PortRange> ports, List<String> options)
        implements Target {
    public DestinationNat {
        options = List.copyOf(options);
    }
}
