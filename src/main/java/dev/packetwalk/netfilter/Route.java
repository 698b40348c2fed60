package dev.packetwalk.netfilter;

import java.util.Optional;

/**
 * Where packets to a network go.
 *
 * @param destination the network, with a contiguous mask; {@code 0.0.0.0/0} or {@code ::/0} is the default route
 * @param via the next router; empty when the network is on the link
 * @param interfaceName the interface through which they leave
 */
public record Route(Network destination, Optional<Address> via, String interfaceName) {
    public Route {
        if (destination.prefixLength() < 0) {
            throw new IllegalArgumentException("a route's network has a contiguous mask: " + destination);
        }
    }

    /** As {@code ip route} prints it: {@code default via 10.0.0.1 dev eth0}. */
    @Override
    public String toString() {
        return (destination.prefixLength() == 0 ? "default" : destination)
                + via.map(router -> " via " + router).orElse("")
                + " dev " + interfaceName;
    }
}
