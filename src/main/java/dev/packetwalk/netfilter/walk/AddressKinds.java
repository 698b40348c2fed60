package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Family;
import java.util.Optional;

/** What an address is by itself, on whatever host. */
final class AddressKinds {
    private AddressKinds() {}

    private static boolean isV4(Address address) {
        return address.family() == Family.IP;
    }

    /** 127.0.0.0/8 or ::1. */
    static boolean isLoopback(Address address) {
        return isV4(address) ? address.low() >>> 24 == 127 : address.high() == 0 && address.low() == 1;
    }

    /** 224.0.0.0/4 or ff00::/8. */
    static boolean isMulticast(Address address) {
        return isV4(address) ? address.low() >>> 28 == 0xe : address.high() >>> 56 == 0xff;
    }

    /** 224.0.0.1. */
    static boolean isAllHosts(Address address) {
        return isV4(address) && address.low() == 0xe000_0001L;
    }

    /** 255.255.255.255. */
    static boolean isLimitedBroadcast(Address address) {
        return isV4(address) && address.low() == 0xffff_ffffL;
    }

    /** 0.0.0.0/8 or ::. */
    static boolean isZero(Address address) {
        return isV4(address) ? address.low() >>> 24 == 0 : address.high() == 0 && address.low() == 0;
    }

    /** fe80::/10; IPv4 has none that routing treats differently. */
    static boolean isLinkLocal(Address address) {
        return !isV4(address) && address.high() >>> 54 == 0xfe80 >>> 6;
    }

    /** An IPv6 address, of one host or of a group, that means something on one link only. */
    static boolean isOfOneLink(Address address) {
        return isLinkLocal(address) || (!isV4(address) && (address.high() >>> 48 & 0xff0f) == 0xff02);
    }

    /** The multicast group in which neighbours ask for an IPv6 address; empty for IPv4. */
    static Optional<Address> solicitedNode(Address address) {
        return isV4(address)
                ? Optional.empty()
                : Optional.of(
                        new Address(Family.IP6, 0xff02_0000_0000_0000L, 0x1_ff00_0000L | (address.low() & 0xff_ffffL)));
    }
}
