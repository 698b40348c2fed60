package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Host;
import dev.packetwalk.netfilter.InterfaceAddress;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Route;
import dev.packetwalk.netfilter.walk.Routing.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides where packets go, as Linux 6.18 does with its defaults (ip_route_input_slow in net/ipv4/route.c, ip6_rcv and
 * ip6_forward in net/ipv6): no reverse path filter, no local routing of 127.0.0.0/8, no multicast groups joined but those of
 * every host.
 */
final class RoutingTable {
    static final String LOOPBACK = "lo";

    private static final Address ALL_NODES = Address.of("ff02::1");

    private final Host host;
    private final List<Route> routes = new ArrayList<>();

    RoutingTable(Host host) {
        this.host = host;
        for (InterfaceAddress address : host.addresses()) {
            routes.add(new Route(address.network(), Optional.empty(), address.name()));
        }
        routes.addAll(host.routes());
        routes.sort(Comparator.comparingInt((Route route) -> route.destination().prefixLength())
                .reversed());
    }

    boolean known() {
        return host.isKnown();
    }

    List<InterfaceAddress> addresses() {
        return host.addresses();
    }

    /** The route with the longest prefix that leads to an address; null when none does. */
    @Nullable
    Route route(Address address) {
        for (int i = 0; i < routes.size(); i++) {
            if (routes.get(i).destination().contains(address)) {
                return routes.get(i);
            }
        }
        return null;
    }

    boolean isOwn(Address address) {
        List<InterfaceAddress> own = host.addresses();
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).address().equals(address)) {
                return true;
            }
        }
        return AddressKinds.isLoopback(address);
    }

    /** Whether an interface has an address. */
    boolean isOwnOn(String interfaceName, Address address) {
        return host.addresses().stream()
                .anyMatch(
                        own -> own.name().equals(interfaceName) && own.address().equals(address));
    }

    boolean isBroadcast(Address address) {
        List<InterfaceAddress> own = host.addresses();
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).isBroadcast(address)) {
                return true;
            }
        }
        return AddressKinds.isLimitedBroadcast(address);
    }

    /** Whether an address stands for every router of a network, which this host then is one of (RFC 4291, 2.6.1). */
    boolean isAnycast(Address address) {
        return host.forwarding()
                && host.addresses().stream()
                        .anyMatch(own -> own.address().family() == Family.IP6
                                && own.prefixLength() < 127
                                && own.network().address().equals(address));
    }

    /** Why a packet from a network does not even come to the first hook; null when it does. */
    @Nullable
    Routing refusal(Packet packet) {
        if (packet.source().family() != Family.IP6 || packet.in().equals(LOOPBACK)) {
            return null;
        }
        if (AddressKinds.isLoopback(packet.source()) || AddressKinds.isMulticast(packet.source())) {
            return ends(Decision.MARTIAN_SOURCE, packet);
        }
        return AddressKinds.isLoopback(packet.destination()) ? ends(Decision.MARTIAN_DESTINATION, packet) : null;
    }

    /** Where a packet goes that has come in, behind PREROUTING. */
    Routing arriving(Packet packet) {
        if (packet.in().equals(LOOPBACK)) {
            return ends(Decision.DELIVER, packet);
        }
        if (!known()) {
            return packet.out().isEmpty()
                    ? ends(Decision.DELIVER, packet)
                    : new Routing(Decision.FORWARD, packet.destination(), packet.out());
        }
        return packet.source().family() == Family.IP ? arriving4(packet) : arriving6(packet);
    }

    private Routing arriving4(Packet packet) {
        Address source = packet.source();
        Address destination = packet.destination();
        if (AddressKinds.isMulticast(source) || AddressKinds.isLimitedBroadcast(source)) {
            return ends(Decision.MARTIAN_SOURCE, packet);
        }
        boolean toAll = AddressKinds.isLimitedBroadcast(destination);
        if (AddressKinds.isLoopback(source) || (AddressKinds.isZero(source) && !toAll)) {
            return ends(Decision.MARTIAN_SOURCE, packet);
        }
        if (AddressKinds.isZero(destination) || AddressKinds.isLoopback(destination)) {
            return ends(Decision.MARTIAN_DESTINATION, packet);
        }
        if (AddressKinds.isMulticast(destination)) {
            return ends(AddressKinds.isAllHosts(destination) ? Decision.DELIVER : Decision.UNKNOWN, packet);
        }
        boolean forThisHost = toAll || isOwn(destination) || isBroadcast(destination);
        if (forThisHost) {
            return ends(isOwn(source) ? Decision.MARTIAN_SOURCE : Decision.DELIVER, packet);
        }
        return onwards(packet);
    }

    private Routing arriving6(Packet packet) {
        Address destination = packet.destination();
        if (AddressKinds.isMulticast(destination)) {
            boolean joined = destination.equals(ALL_NODES)
                    || host.addresses().stream()
                            .anyMatch(own ->
                                    AddressKinds.solicitedNode(own.address()).equals(Optional.of(destination)));
            return ends(joined ? Decision.DELIVER : Decision.UNKNOWN, packet);
        }
        if (AddressKinds.isZero(destination)) {
            return ends(Decision.MARTIAN_DESTINATION, packet);
        }
        if (AddressKinds.isLoopback(destination)) {
            return backOut(packet);
        }
        if (isOwn(destination)) {
            return ends(Decision.DELIVER, packet);
        }
        boolean local = AddressKinds.isLinkLocal(packet.source()) || AddressKinds.isZero(packet.source());
        Routing onwards = onwards(packet);
        return local && onwards.decision() == Decision.FORWARD ? ends(Decision.MARTIAN_SOURCE, packet) : onwards;
    }

    /** A packet that came from a network and was then sent to ::1 is routed through the interface it came by (rt6_need_strict). */
    private Routing backOut(Packet packet) {
        boolean there = routes.stream()
                .anyMatch(route -> route.interfaceName().equals(packet.in())
                        && route.destination().contains(packet.destination()));
        if (!there) {
            return ends(Decision.NO_ROUTE, packet);
        }
        return host.forwarding()
                ? new Routing(Decision.FORWARD, packet.destination(), packet.in())
                : ends(Decision.NOT_FORWARDING, packet);
    }

    private Routing onwards(Packet packet) {
        Route route = route(packet.destination());
        boolean silent = packet.source().family() == Family.IP;
        if (!host.forwarding() && (silent || route != null)) {
            return ends(Decision.NOT_FORWARDING, packet);
        }
        if (route == null) {
            return ends(Decision.NO_ROUTE, packet);
        }
        return packet.source().family() == Family.IP && isOwn(packet.source())
                ? ends(Decision.MARTIAN_SOURCE, packet)
                : new Routing(Decision.FORWARD, packet.destination(), route.interfaceName());
    }

    /** Through which interface a packet of this host leaves. */
    Routing leaving(Packet packet) {
        Address destination = packet.destination();
        if (AddressKinds.isLoopback(destination) || (known() && isOwn(destination))) {
            return new Routing(Decision.SEND, destination, LOOPBACK);
        }
        if (!known()) {
            return new Routing(packet.out().isEmpty() ? Decision.UNKNOWN : Decision.SEND, destination, packet.out());
        }
        boolean onLink = AddressKinds.isMulticast(destination)
                || AddressKinds.isLinkLocal(destination)
                || AddressKinds.isLimitedBroadcast(destination);
        Route route = route(destination);
        String out = onLink && !packet.out().isEmpty() ? packet.out() : route == null ? "" : route.interfaceName();
        if (out.isEmpty()) {
            return ends(Decision.NO_ROUTE, packet);
        }
        return AddressKinds.isLoopback(packet.source()) && packet.source().family() == Family.IP
                ? ends(Decision.MARTIAN_SOURCE, packet)
                : new Routing(Decision.SEND, destination, out);
    }

    private static Routing ends(Decision decision, Packet packet) {
        return new Routing(decision, packet.destination(), "");
    }
}
