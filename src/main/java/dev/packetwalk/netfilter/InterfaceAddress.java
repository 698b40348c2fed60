package dev.packetwalk.netfilter;

/**
 * An address of a host on one of its interfaces. The network around it is reachable through that interface.
 *
 * @param name of the interface, such as {@code eth0}
 * @param address one of any family
 * @param prefixLength of the network around it, 0 to the address's width in bits
 */
public record InterfaceAddress(String name, Address address, int prefixLength) {
    public InterfaceAddress {
        if (prefixLength < 0 || prefixLength > address.width()) {
            throw new IllegalArgumentException("not a prefix length of " + address + ": " + prefixLength);
        }
    }

    /** The network around the address. */
    public Network network() {
        return Network.of(address + "/" + prefixLength);
    }

    /** Whether this is the network's broadcast address, which only IPv4 networks of more than two addresses have. */
    public boolean isBroadcast(Address candidate) {
        return address.family() == Family.IP
                && candidate.family() == Family.IP
                && prefixLength < 31
                && candidate.low() == (address.low() | 0xffff_ffffL >>> prefixLength);
    }

    /** As {@code ip} writes it behind the interface's name: {@code eth0=10.0.0.2/24}. */
    @Override
    public String toString() {
        return name + "=" + address + "/" + prefixLength;
    }
}
