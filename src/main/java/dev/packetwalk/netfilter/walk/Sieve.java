package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortMatch;
import dev.packetwalk.netfilter.ProtocolMatch;
import dev.packetwalk.netfilter.Side;

/**
 * Passes over rules that can't match at a glance: by address, protocol and destination port, packed side by side so that long
 * chains are read at the speed of memory. What it lets through may still not match.
 */
final class Sieve {
    private static final int ANY = -1;

    private final long[] sources;
    private final long[] sourceMasks;
    private final long[] destinations;
    private final long[] destinationMasks;
    private final int[] protocols;
    private final int[] firstPorts;
    private final int[] lastPorts;

    Sieve(PreparedRule[] rules) {
        int count = rules.length;
        sources = new long[count];
        sourceMasks = new long[count];
        destinations = new long[count];
        destinationMasks = new long[count];
        protocols = new int[count];
        firstPorts = new int[count];
        lastPorts = new int[count];
        for (int i = 0; i < count; i++) {
            protocols[i] = ANY;
            firstPorts[i] = ANY;
            lastPorts[i] = Integer.MAX_VALUE;
            for (Match match : rules[i].matches) {
                pack(i, match);
            }
        }
    }

    private void pack(int rule, Match match) {
        if (match instanceof AddressMatch(Side side, Network network)) {
            (side == Side.SOURCE ? sources : destinations)[rule] =
                    network.address().low();
            (side == Side.SOURCE ? sourceMasks : destinationMasks)[rule] =
                    network.mask().low();
        } else if (match instanceof ProtocolMatch protocol && protocol.anyOf().size() == 1) {
            protocols[rule] = protocol.anyOf().getFirst().number();
        } else if (match instanceof Extension extension && HeaderModules.contains(extension.name())) {
            extension.options().forEach(option -> pack(rule, option));
        } else if (match instanceof PortMatch port
                && port.side() == Side.DESTINATION
                && port.ranges().size() == 1) {
            firstPorts[rule] = port.ranges().getFirst().first();
            lastPorts[rule] = port.ranges().getFirst().last();
        }
    }

    /** The first rule from a place on that may match the packet; the number of rules when none may. */
    int next(int from, Packet packet) {
        long source = packet.source().low();
        long destination = packet.destination().low();
        int protocol = packet.protocol().number();
        int port = packet.port(Side.DESTINATION);
        for (int i = from; i < protocols.length; i++) {
            if ((source & sourceMasks[i]) == sources[i]
                    && (protocols[i] == ANY || protocols[i] == protocol)
                    && port >= firstPorts[i]
                    && port <= lastPorts[i]
                    && (destination & destinationMasks[i]) == destinations[i]) {
                return i;
            }
        }
        return protocols.length;
    }
}
