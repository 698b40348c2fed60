package dev.packetwalk.netfilter;

/**
 * {@code (flags & mask) == set} on the flags byte of a TCP header. Only beside a match on the protocol.
 *
 * @param mask the bits of {@link TcpFlag} that are looked at
 * @param set the bits among them that must be set
 */
public record TcpFlagsMatch(int mask, int set) implements Match {
    public boolean matches(int flags) {
        return (flags & mask) == set;
    }
}
