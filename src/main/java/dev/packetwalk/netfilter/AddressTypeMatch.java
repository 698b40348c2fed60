package dev.packetwalk.netfilter;

import java.util.List;

/**
 * The address is of one of these kinds to this host's routing: {@code -m addrtype}.
 *
 * @param side which end
 * @param types as iptables names them: LOCAL, BROADCAST, MULTICAST, UNICAST, …
 */
public record AddressTypeMatch(Side side, List<String> types) implements Match {
    public AddressTypeMatch {
        types = List.copyOf(types);
    }
}
