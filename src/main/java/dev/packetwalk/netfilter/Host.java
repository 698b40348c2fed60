package dev.packetwalk.netfilter;

import java.util.List;

/**
 * What the routing decision needs to know of the machine whose rules are walked.
 *
 * <p>Loopback (127.0.0.0/8 and ::1 on {@code lo}) is implied, and so is a route to the network around each address. Of the
 * routes that contain a destination, the one with the longest prefix is taken; of equals, the first.
 *
 * @param addresses of its interfaces
 * @param routes beyond those that its addresses imply
 * @param forwarding whether it passes on packets that are for others ({@code net.ipv4.ip_forward},
 *     {@code net.ipv6.conf.all.forwarding})
 */
public record Host(List<InterfaceAddress> addresses, List<Route> routes, boolean forwarding) {
    /** A machine of which nothing is known, so that each packet has to say itself where it goes. */
    public static final Host UNKNOWN = new Host(List.of(), List.of(), false);

    public Host {
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
    }

    /** Whether anything is known: a machine on a network has an address. */
    public boolean isKnown() {
        return !addresses.isEmpty() || !routes.isEmpty();
    }
}
