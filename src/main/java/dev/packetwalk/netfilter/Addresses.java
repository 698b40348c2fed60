package dev.packetwalk.netfilter;

/** A set of addresses as a rule names it. */
public sealed interface Addresses permits Network, AddressRange, AddressList {
    boolean contains(Address address);
}
