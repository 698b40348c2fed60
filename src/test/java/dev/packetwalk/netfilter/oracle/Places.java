package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.LinkCast;
import java.util.List;
import java.util.Random;

/**
 * Addresses to draw from, few so that rules and packets meet.
 *
 * @param family of all of them
 * @param outside hosts that eth0 leads to
 * @param behind hosts that docker0 leads to
 * @param box the box's own on its networks
 * @param loopback the box's own that never leaves it
 * @param groups to which a host outside can send without meaning one host
 * @param networks as rules name them
 * @param ranges as {@code -m iprange} names them
 */
record Places(
        Family family,
        List<String> outside,
        List<String> behind,
        List<String> box,
        String loopback,
        List<String> groups,
        List<String> networks,
        List<String> ranges) {
    static final Places V4 = new Places(
            Family.IP,
            List.of("10.77.0.2", "10.77.0.9", "192.0.2.7", "198.51.100.5"),
            List.of("172.17.0.2", "172.17.0.3"),
            List.of("10.77.0.1", "10.77.0.4", "172.17.0.1"),
            "127.0.0.1",
            List.of("10.77.0.255", "255.255.255.255", "224.0.0.1"),
            List.of(
                    "10.77.0.2",
                    "10.77.0.1",
                    "10.77.0.0/24",
                    "10.77.0.0/29",
                    "192.0.2.0/24",
                    "172.17.0.2",
                    "172.17.0.0/16",
                    "127.0.0.0/8",
                    "10.0.0.2/255.0.0.255",
                    "128.0.0.0/1"),
            List.of("10.77.0.2-10.77.0.5", "10.77.0.9-192.0.2.7", "172.17.0.1-172.17.0.2", "10.77.0.1-10.77.0.1"));

    static final Places V6 = new Places(
            Family.IP6,
            List.of("fd77::2", "fd77::9", "2001:db8::7", "2001:db8:5::5"),
            List.of("fd17::2", "fd17::3"),
            List.of("fd77::1", "fd17::1"),
            "::1",
            List.of("ff02::1"),
            List.of("fd77::2", "fd77::1", "fd77::/64", "fd17::/64", "2001:db8::/32", "fd17::2", "::1", "fd00::/8"),
            List.of("fd77::1-fd77::2", "2001:db8::-2001:db8::ffff", "fd17::2-fd17::3"));

    static Places of(Family family) {
        return family == Family.IP6 ? V6 : V4;
    }

    /** Name of the interface that a packet from there arrives on; empty for the box itself. */
    static String from(Address address) {
        String text = address.toString();
        boolean own = V4.box.contains(text) || V6.box.contains(text);
        if (own || text.startsWith("127.") || text.equals(V6.loopback)) {
            return "";
        }
        return text.startsWith("172.17.") || text.startsWith("fd17:") ? "docker0" : "eth0";
    }

    /** To whom the frame with a packet for there is addressed. */
    static LinkCast cast(Address destination) {
        String text = destination.toString();
        if (text.startsWith("224.") || text.startsWith("ff")) {
            return LinkCast.MULTICAST;
        }
        return text.endsWith(".255") ? LinkCast.BROADCAST : LinkCast.UNICAST;
    }

    static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
