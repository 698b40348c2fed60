package dev.packetwalk.netfilter.walk;

import java.util.Set;

/** Match modules that by themselves say only that the header is there to be looked at. */
final class HeaderModules {
    private static final Set<String> NAMES =
            Set.of("tcp", "udp", "udplite", "sctp", "dccp", "icmp", "icmp6", "icmpv6", "ipv6-icmp");

    private HeaderModules() {}

    static boolean contains(String name) {
        return NAMES.contains(name);
    }
}
