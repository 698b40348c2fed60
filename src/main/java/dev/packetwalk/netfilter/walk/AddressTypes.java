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

    private static Truth v6(List<String> types, Address address, RoutingTable routing) {
        Truth truth = Truth.YES;
        for (int i = 0; i < types.size(); i++) {
            truth = truth.and(v6(types.get(i), address, routing));
        }
        return truth;
    }

    private static Truth v6(String type, Address address, RoutingTable routing) {
        boolean unspecified = AddressKinds.isZero(address);
        return switch (type) {
            case "MULTICAST" -> Truth.of(AddressKinds.isMulticast(address));
            case "UNICAST" -> Truth.of(!AddressKinds.isMulticast(address) && !unspecified);
            case "UNSPEC" -> Truth.of(unspecified);
            case "LOCAL" -> local(address, routing);
            default -> Truth.UNKNOWN;
        };
    }

    private static Truth local(Address address, RoutingTable routing) {
        if (AddressKinds.isLoopback(address)) {
            return Truth.YES;
        }
        return routing.known() ? Truth.of(routing.isOwn(address)) : Truth.UNKNOWN;
    }
}
