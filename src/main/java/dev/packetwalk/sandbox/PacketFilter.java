package dev.packetwalk.sandbox;

import java.util.Optional;

/**
 * Which packets to watch for; what is empty or 0 does not matter.
 *
 * @param address IPv4, at either end
 * @param port at either end, 0 to 65535; packets of ICMP have none
 */
public record PacketFilter(Optional<Probe.Protocol> protocol, Optional<String> address, int port, Direction direction) {
    /** Where packets set out. */
    public enum Direction {
        /** By an interface of the box. */
        IN,
        /** In the box itself. */
        OUT,
        BOTH
    }
}
