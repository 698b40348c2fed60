package dev.packetwalk.netfilter;

/**
 * The packet is an ICMP message of this type and code. Only beside a match on the protocol.
 *
 * @param type 0 to 255; {@link #ANY_TYPE} for every type
 * @param firstCode lowest code, 0 to 255
 * @param lastCode highest code, 0 to 255
 */
public record IcmpMatch(int type, int firstCode, int lastCode) implements Match {
    /** The number by which the kernel means every type. */
    public static final int ANY_TYPE = 255;

    public boolean matches(int packetType, int packetCode) {
        return type == ANY_TYPE || (type == packetType && firstCode <= packetCode && packetCode <= lastCode);
    }
}
