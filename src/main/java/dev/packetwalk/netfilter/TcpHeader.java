package dev.packetwalk.netfilter;

import java.util.Arrays;
import java.util.stream.Collectors;

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

    /** The names of the flags that are set, with commas between them: {@code SYN,ACK}; {@code NONE} for none. */
    public String flagNames() {
        String names = Arrays.stream(TcpFlag.values())
                .filter(flag -> (flags & flag.bit()) != 0)
                .map(TcpFlag::name)
                .collect(Collectors.joining(","));
        return names.isEmpty() ? "NONE" : names;
    }
}
