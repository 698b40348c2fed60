package dev.packetwalk.netfilter;

/**
 * What rules look at in a TCP header.
 *
 * @param sourcePort 0 to 65535
 * @param destinationPort 0 to 65535
 * @param flags the flags byte, bits of {@link TcpFlag}
 */
public record TcpHeader(int sourcePort, int destinationPort, int flags) implements Transport {
    @Override
    public Protocol protocol() {
        return Protocol.TCP;
    }
}
