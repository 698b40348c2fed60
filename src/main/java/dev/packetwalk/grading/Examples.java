package dev.packetwalk.grading;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.walk.PacketSet;
import java.util.List;
import java.util.Optional;

/** Picks the packet to show from a set of packets: one that a learner would meet in this machine, if the set has one. */
final class Examples {
    /** The box's address; see {@link dev.packetwalk.sandbox.Topology}. */
    private static final String BOX = "10.77.0.3";

    /** A port that programs use for connections of their own. */
    private static final int OWN_PORT = 45678;

    /** What learners meet first: answers of a web server and of a name server, and the machine under its own addresses. */
    private static final List<PacketSet> FAMILIAR = List.of(
            answers(Protocol.TCP, 80),
            answers(Protocol.UDP, 53),
            PacketSet.fromNetwork().withDestination(BOX),
            PacketSet.overLoopback().withSource("127.0.0.1"),
            PacketSet.overLoopback().withSource(BOX).withDestination(BOX));

    private Examples() {}

    static Optional<Packet> of(PacketSet packets) {
        return FAMILIAR.stream()
                .map(packets::intersect)
                .filter(familiar -> !familiar.isEmpty())
                .findFirst()
                .orElse(packets)
                .example();
    }

    private static PacketSet answers(Protocol protocol, int port) {
        return PacketSet.fromNetwork()
                .withState(ConnState.ESTABLISHED)
                .withDestination(BOX)
                .withProtocol(protocol)
                .withSourcePort(port)
                .withDestinationPort(OWN_PORT);
    }
}
