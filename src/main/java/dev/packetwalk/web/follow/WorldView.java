package dev.packetwalk.web.follow;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Host;
import dev.packetwalk.netfilter.InterfaceAddress;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Route;
import dev.packetwalk.sandbox.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The world around a box, as its exercise asks for it.
 *
 * @param interfaces of the box, beside loopback
 * @param hosts the first is the one to which everything else goes
 * @param forwarding whether the box passes packets on
 */
public record WorldView(List<InterfaceView> interfaces, List<HostView> hosts, boolean forwarding) {
    /** What a sender is called that is no host of the world but the box itself. */
    static final String BOX = "box";

    private static final String LOOPBACK = "lo";
    private static final String OUTER = "eth0";
    private static final String INNER = "docker0";
    private static final String INTERNET = "10.77.0.2";

    /** An interface; {@code address} in CIDR form. */
    public record InterfaceView(String name, String address) {
        InterfaceAddress own() {
            Network network = Network.of(address);
            Address own = Address.of(address.substring(0, address.indexOf('/')));
            return new InterfaceAddress(name, own, network.prefixLength());
        }
    }

    /**
     * A host.
     *
     * @param behind the interface of the box that leads to it
     */
    public record HostView(
            String name,
            String address,

            @com.fasterxml.jackson.annotation.JsonProperty("interface")
            String behind) {}

    /** The world of a topology. */
    public static WorldView of(Topology topology) {
        List<InterfaceView> interfaces = new ArrayList<>(List.of(new InterfaceView(OUTER, "10.77.0.3/24")));
        List<HostView> hosts = new ArrayList<>(List.of(new HostView("internet", INTERNET, OUTER)));
        for (Topology.Host host : topology.hosts()) {
            String address = host.address().substring(0, host.address().indexOf('/'));
            hosts.add(new HostView(
                    host.name(),
                    address,
                    switch (host.place()) {
                        case OUTSIDE -> OUTER;
                        case BEHIND -> INNER;
                    }));
        }
        if (hosts.stream().anyMatch(host -> host.behind().equals(INNER))) {
            interfaces.add(new InterfaceView(INNER, "172.17.0.1/16"));
        }
        return new WorldView(List.copyOf(interfaces), List.copyOf(hosts), topology.forwarding());
    }

    Optional<HostView> host(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }

    /** The box's address on an interface. */
    Address own(String interfaceName) {
        return interfaces.stream()
                .map(InterfaceView::own)
                .filter(own -> own.name().equals(interfaceName))
                .findFirst()
                .orElseThrow()
                .address();
    }

    /** The box, as far as routing goes. */
    Host box() {
        return new Host(
                interfaces.stream().map(InterfaceView::own).toList(),
                List.of(new Route(Network.of("0.0.0.0/0"), Optional.of(Address.of(INTERNET)), OUTER)),
                forwarding);
    }

    /** Who sends a packet that comes in by an interface, or sets out in the box where that is empty. */
    String sender(Packet packet) {
        if (packet.in().isEmpty() || packet.in().equals(LOOPBACK)) {
            return BOX;
        }
        String source = packet.source().toString();
        return hosts.stream()
                .filter(host -> host.address().equals(source))
                .findFirst()
                .or(() -> hosts.stream()
                        .filter(host -> host.behind().equals(packet.in()))
                        .findFirst())
                .map(HostView::name)
                .orElse(source);
    }

    /** Who gets a packet for an address that leaves the box by an interface: whose address it is, or the way to all others. */
    Optional<String> receiver(Address destination, String interfaceName) {
        return hosts.stream()
                .filter(host -> host.address().equals(destination.toString()))
                .findFirst()
                .or(() ->
                        hosts.stream().findFirst().filter(host -> host.behind().equals(interfaceName)))
                .map(HostView::name);
    }
}
