package dev.packetwalk.netfilter;

/**
 * Rewrites the network part of an address of the flow: {@code -j NETMAP}. That of the destination where flows come in, at
 * PREROUTING and OUTPUT; that of the source where they leave, at POSTROUTING and INPUT.
 *
 * @param to the new network; the bits outside its mask stay
 */
public record NetworkMap(Network to) implements Target {
    /** The address in the new network. */
    public Address apply(Address address) {
        return new Address(
                address.family(),
                to.address().high() | (address.high() & ~to.mask().high()),
                to.address().low() | (address.low() & ~to.mask().low()));
    }
}
