package dev.packetwalk.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What else may be known of a packet. Whatever is not stated is not known, and a rule that looks at it can't be told.
 *
 * @param sourceMac of the device that sent the frame
 * @param cast to whom the frame was addressed
 * @param length of the whole packet with its IP header, in bytes
 * @param ttl hops left: IPv4's time to live, IPv6's hop limit
 * @param tos IPv4's type of service byte, IPv6's traffic class
 * @param tcpOptions of a TCP header
 * @param icmpId of an ICMP query, which tells pings to one host apart
 * @param quoted of an ICMP error, the packet that it is about, as the error quotes it
 */
public record Details(
        Optional<MacAddress> sourceMac,
        Optional<LinkCast> cast,
        OptionalInt length,
        OptionalInt ttl,
        OptionalInt tos,
        Optional<TcpOptions> tcpOptions,
        OptionalInt icmpId,
        Optional<Packet> quoted) {
    /** Nothing is stated. */
    public static final Details NONE = new Details(
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty());

    /** The same with a source hardware address. */
    public Details withSourceMac(MacAddress mac) {
        return new Details(Optional.of(mac), cast, length, ttl, tos, tcpOptions, icmpId, quoted);
    }

    /** The same in a frame addressed like this. */
    public Details withCast(LinkCast newCast) {
        return new Details(sourceMac, Optional.of(newCast), length, ttl, tos, tcpOptions, icmpId, quoted);
    }

    /** The same with a length in bytes. */
    public Details withLength(int bytes) {
        return new Details(sourceMac, cast, OptionalInt.of(bytes), ttl, tos, tcpOptions, icmpId, quoted);
    }

    /** The same with that many hops left; empty when that is not known. */
    public Details withTtl(OptionalInt hops) {
        return new Details(sourceMac, cast, length, hops, tos, tcpOptions, icmpId, quoted);
    }

    /** The same with that type of service byte; empty when that is not known. */
    public Details withTos(OptionalInt newTos) {
        return new Details(sourceMac, cast, length, ttl, newTos, tcpOptions, icmpId, quoted);
    }

    /** The same with those TCP options; empty when they are not known. */
    public Details withTcpOptions(Optional<TcpOptions> options) {
        return new Details(sourceMac, cast, length, ttl, tos, options, icmpId, quoted);
    }

    /** The same with that identifier of an ICMP query. */
    public Details withIcmpId(int id) {
        return new Details(sourceMac, cast, length, ttl, tos, tcpOptions, OptionalInt.of(id), quoted);
    }

    /** The same, being an error about that packet. */
    public Details quoting(Packet about) {
        return new Details(sourceMac, cast, length, ttl, tos, tcpOptions, icmpId, Optional.of(about));
    }

    /** What is stated, in the words of a packet specification; a quoted packet has none. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        sourceMac.ifPresent(mac -> words.add("mac=" + mac));
        cast.ifPresent(to -> words.add("pkttype=" + to.name().toLowerCase(Locale.ROOT)));
        length.ifPresent(bytes -> words.add("length=" + bytes));
        ttl.ifPresent(hops -> words.add("ttl=" + hops));
        tos.ifPresent(bits -> words.add("tos=0x" + Integer.toHexString(bits)));
        tcpOptions.ifPresent(options -> words.add("tcp-options="
                + (options.kinds().isEmpty()
                        ? "none"
                        : options.kinds().stream()
                                .sorted()
                                .map(Object::toString)
                                .collect(Collectors.joining(",")))));
        tcpOptions.ifPresent(options -> options.maximumSegmentSize().ifPresent(mss -> words.add("mss=" + mss)));
        icmpId.ifPresent(id -> words.add("icmp-id=" + id));
        return words;
    }
}
