package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Family;
import java.util.List;

/**
 * What kind of address one is to a host, as {@code -m addrtype} asks (xt_addrtype.c of Linux 6.18): for IPv4 one kind holds, for
 * IPv6 all that are asked for must.
 */
final class AddressTypes {
    private AddressTypes() {}

    static Truth matches(List<String> types, Address address, RoutingTable routing) {
        return address.family() == Family.IP ? v4(types, address, routing) : v6(types, address, routing);
    }

    private static Truth v4(List<String> types, Address address, RoutingTable routing) {
        if (AddressKinds.isLimitedBroadcast(address) || AddressKinds.isZero(address)) {
            return Truth.of(types.contains("BROADCAST"));
        }
        if (AddressKinds.isMulticast(address)) {
            return Truth.of(types.contains("MULTICAST"));
        }
        if (AddressKinds.isLoopback(address)) {
            boolean broadcast = (address.low() & 0xff_ffffL) == 0xff_ffffL;
            return Truth.of(types.contains(broadcast ? "BROADCAST" : "LOCAL"));
        }
        if (!routing.known()) {
            boolean any = types.contains("LOCAL") && types.contains("BROADCAST") && types.contains("UNICAST");
            boolean none = !types.contains("LOCAL") && !types.contains("BROADCAST") && !types.contains("UNICAST");
            return any || none ? Truth.of(any) : Truth.UNKNOWN;
        }
        if (routing.isOwn(address)) {
            return Truth.of(types.contains("LOCAL"));
        }
        return Truth.of(types.contains(routing.isBroadcast(address) ? "BROADCAST" : "UNICAST"));
    }

    /** What an address is by itself must all hold; of what it is to routing, one kind suffices. */
    private static Truth v6(List<String> types, Address address, RoutingTable routing) {
        boolean unspecified = AddressKinds.isZero(address);
        boolean multicast = AddressKinds.isMulticast(address);
        if ((types.contains("MULTICAST") && !multicast)
                || (types.contains("UNICAST") && (multicast || unspecified))
                || (types.contains("UNSPEC") && !unspecified)) {
            return Truth.NO;
        }
        boolean local = types.contains("LOCAL");
        boolean anycast = types.contains("ANYCAST");
        boolean unreachable = types.contains("UNREACHABLE");
        if (!local && !anycast && !unreachable) {
            return Truth.YES;
        }
        if (AddressKinds.isLoopback(address)) {
            return Truth.of(local);
        }
        if (!routing.known()) {
            return Truth.UNKNOWN;
        }
        return Truth.of((local && routing.isOwn(address))
                || (anycast && routing.isAnycast(address))
                || (unreachable && !routing.isOwn(address) && routing.route(address) == null));
    }
}
