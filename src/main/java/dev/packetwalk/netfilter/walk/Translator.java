package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.AddressRange;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.FlowDirection;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.InterfaceAddress;
import dev.packetwalk.netfilter.Masquerade;
import dev.packetwalk.netfilter.NetworkMap;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortRange;
import dev.packetwalk.netfilter.Redirect;
import dev.packetwalk.netfilter.Route;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.SourceNat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites addresses and ports, and notes in the flow how (nf_nat_core.c of Linux 6.18). Where the kernel draws an address or a
 * port from a pool at random, the first stands for any of them.
 */
final class Translator {
    /** Addresses of a destination pool that are followed one by one; more are not. */
    private static final int MOST_ADDRESSES = 16;

    private static final Address LOOPBACK_4 = Address.of("127.0.0.1");
    private static final Address LOOPBACK_6 = Address.of("::1");

    private final Traveller traveller;
    private final RoutingTable routing;
    private final Choices choices;

    /** Whether a rule has said how the flow is rewritten, even if to what it was. */
    boolean settled;

    Translator(Traveller traveller, RoutingTable routing, Choices choices) {
        this.traveller = traveller;
        this.routing = routing;
        this.choices = choices;
    }

    void apply(DestinationNat nat, RuleAt at) {
        Address address = nat.addresses().map(pool -> drawn(pool, at)).orElse(traveller.packet.destination());
        destination(address, port(nat.ports(), Side.DESTINATION));
    }

    /** One of a pool, which the kernel picks by a hash that it keeps secret. */
    private Address drawn(AddressRange pool, RuleAt at) {
        long size = pool.last().low() - pool.first().low() + 1;
        boolean one = pool.first().equals(pool.last());
        if (one || pool.first().high() != pool.last().high() || size < 1 || size > MOST_ADDRESSES) {
            return pool.first();
        }
        int taken = choices.among(at, (int) size);
        return new Address(
                pool.first().family(), pool.first().high(), pool.first().low() + taken);
    }

    void apply(SourceNat nat) {
        Address address = nat.addresses().map(AddressRange::first).orElse(traveller.packet.source());
        source(address, port(nat.ports(), Side.SOURCE));
    }

    /** Gives the packet the address of the interface it leaves through; false when that has none, and the packet is dropped. */
    boolean apply(Masquerade masquerade) {
        Packet packet = traveller.packet;
        if (AddressKinds.isZero(packet.source())) {
            return true;
        }
        if (!routing.known()) {
            source(packet.source(), port(masquerade.ports(), Side.SOURCE));
            return true;
        }
        Address address = outwards(packet);
        if (address != null) {
            source(address, port(masquerade.ports(), Side.SOURCE));
        }
        return address != null;
    }

    /** The host's address on the way out: one in the next hop's network where there is one, else the interface's first. */
    private @Nullable Address outwards(Packet packet) {
        if (packet.source().family() == Family.IP6 && packet.out().equals(RoutingTable.LOOPBACK)) {
            return packet.destination();
        }
        Route route = routing.route(packet.destination());
        Address next = route == null ? packet.destination() : route.via().orElse(packet.destination());
        Address first = null;
        Address elsewhere = null;
        for (InterfaceAddress own : routing.addresses()) {
            boolean usable =
                    own.address().family() == packet.source().family() && !AddressKinds.isLinkLocal(own.address());
            if (usable && own.name().equals(packet.out())) {
                if (own.network().contains(next)) {
                    return own.address();
                }
                first = first == null ? own.address() : first;
            } else if (usable) {
                elsewhere = elsewhere == null ? own.address() : elsewhere;
            }
        }
        return first != null ? first : elsewhere;
    }

    /** Sends the packet to this host; false when the interface it came by has no address, and the packet is dropped. */
    boolean apply(Redirect redirect) {
        Packet packet = traveller.packet;
        boolean v4 = packet.source().family() == Family.IP;
        Address address = traveller.hook == Hook.OUTPUT ? (v4 ? LOOPBACK_4 : LOOPBACK_6) : inwards(packet);
        if (address != null) {
            destination(address, port(redirect.ports(), Side.DESTINATION));
        }
        return address != null;
    }

    private @Nullable Address inwards(Packet packet) {
        if (!routing.known()) {
            return packet.destination();
        }
        boolean linkLocal = AddressKinds.isOfOneLink(packet.destination());
        for (InterfaceAddress own : routing.addresses()) {
            boolean fits = own.address().family() == packet.source().family()
                    && AddressKinds.isLinkLocal(own.address()) == linkLocal;
            if (fits && own.name().equals(packet.in())) {
                return own.address();
            }
        }
        return null;
    }

    void apply(NetworkMap map) {
        Packet packet = traveller.packet;
        if (traveller.hook == Hook.PREROUTING || traveller.hook == Hook.OUTPUT) {
            destination(map.apply(packet.destination()), packet.port(Side.DESTINATION));
        } else {
            source(map.apply(packet.source()), packet.port(Side.SOURCE));
        }
    }

    /** The port it has when the rule allows that or names none, else the first that the rule names. */
    private int port(Optional<PortRange> ports, Side side) {
        int port = traveller.packet.port(side);
        return ports.isEmpty() || port < 0 || ports.get().contains(port)
                ? port
                : ports.get().first();
    }

    private void destination(Address address, int port) {
        settled = true;
        Connection connection = traveller.connection;
        if (connection != null) {
            connection.rewriteDestination(address, port);
        }
        traveller.packet = with(Side.DESTINATION, address, port);
    }

    private void source(Address address, int port) {
        settled = true;
        Connection connection = traveller.connection;
        if (connection != null) {
            connection.rewriteSource(address, port);
        }
        traveller.packet = with(Side.SOURCE, address, port);
    }

    private Packet with(Side side, Address address, int port) {
        Packet packet = traveller.packet;
        if (!address.equals(side == Side.SOURCE ? packet.source() : packet.destination())) {
            packet = side == Side.SOURCE ? packet.withSource(address) : packet.withDestination(address);
        }
        return port == packet.port(side) ? packet : packet.withPort(side, port);
    }

    /** Does to a later packet of a flow what was done to its first, or undoes it for a reply; false when nothing was done. */
    boolean repeat(Connection connection, Side side) {
        if (!connection.known) {
            return false;
        }
        FlowDirection other = connection.reply ? connection.original : connection.answers;
        Address address = side == Side.SOURCE ? other.destination() : other.source();
        int port = (side == Side.SOURCE ? other.destinationPort() : other.sourcePort())
                .filter(known -> !connection.error)
                .orElse(traveller.packet.port(side));
        FlowDirection own = connection.reply ? connection.answers : connection.original;
        boolean rewritten = !address.equals(side == Side.SOURCE ? own.source() : own.destination())
                || !(side == Side.SOURCE ? other.destinationPort() : other.sourcePort())
                        .equals(side == Side.SOURCE ? own.sourcePort() : own.destinationPort());
        Packet before = traveller.packet;
        if (rewritten) {
            traveller.packet = with(side, address, port);
        }
        return !traveller.packet.equals(before);
    }
}
