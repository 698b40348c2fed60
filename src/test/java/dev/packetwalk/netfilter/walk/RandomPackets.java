package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Transport;
import java.util.List;
import java.util.Random;

/** Random packets that arrive at 10.77.0.1 on eth0, in states that a sender can bring about. */
final class RandomPackets {
    static final Address BOX = Address.of("10.77.0.1");
    private static final int PSH_ACK = 0x18;
    private static final int SYN_FIN = 0x03;

    private final Random random;

    RandomPackets(Random random) {
        this.random = random;
    }

    Packet next() {
        ConnState state = pick(
                List.of(ConnState.NEW, ConnState.NEW, ConnState.ESTABLISHED, ConnState.RELATED, ConnState.INVALID));
        Address source = Address.of(pick(List.of("10.77.0.2", "10.77.0.5", "10.77.0.9", "192.0.2.7")));
        return new Packet("eth0", "", source, BOX, transport(state), state, 0);
    }

    private Transport transport(ConnState state) {
        return switch (state) {
            case NEW -> started(pick(List.of(0x02, 0x22)));
            case ESTABLISHED -> started(pick(List.of(0x10, PSH_ACK, 0x11)));
            case RELATED -> new IcmpHeader(Protocol.ICMP, 3, pick(List.of(1, 3)));
            case INVALID ->
                random.nextBoolean()
                        ? new TcpHeader(sourcePort(), destinationPort(), SYN_FIN)
                        : new IcmpHeader(Protocol.ICMP, 0, 0);
            case UNTRACKED -> throw new IllegalArgumentException("rules make packets untracked, senders can't");
        };
    }

    private Transport started(int flags) {
        return switch (random.nextInt(3)) {
            case 0 -> new TcpHeader(sourcePort(), destinationPort(), flags);
            case 1 -> new PortsHeader(Protocol.UDP, sourcePort(), destinationPort());
            default -> new IcmpHeader(Protocol.ICMP, 8, 0);
        };
    }

    private int sourcePort() {
        return random.nextInt(4) == 0 ? pick(List.of(53, 4500)) : 40000 + random.nextInt(20000);
    }

    private int destinationPort() {
        return pick(List.of(22, 80, 53, 443, 4500, 45000));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
