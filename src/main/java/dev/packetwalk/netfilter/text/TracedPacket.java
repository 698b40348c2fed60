package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A packet's header as it was when it came to a base chain.
 *
 * @param trace the kernel's id of the trace, eight hexadecimal digits; not unique, packets of one connection can share it
 * @param place the base chain; empty in lines of xtables-monitor, where the next line names it
 * @param fields what is said about the packet, in order
 * @param raw the line
 * @param line its 1-based number
 */
public record TracedPacket(String trace, Optional<TracePlace> place, List<Field> fields, String raw, int line)
        implements MonitorLine {
    /**
     * One property.
     *
     * @param key in the printing tool's words: {@code SRC}, {@code ip saddr}
     * @param value without quotes; empty for a flag such as {@code SYN}
     */
    public record Field(String key, String value) {}

    public TracedPacket {
        fields = List.copyOf(fields);
    }

    /** The value of the first of these keys that there is. */
    public Optional<String> value(String... keys) {
        return Stream.of(keys)
                .flatMap(key -> fields.stream().filter(field -> field.key().equals(key)))
                .map(Field::value)
                .findFirst();
    }

    /** The interface on which it came; empty for a packet of this host. */
    public Optional<String> in() {
        return value("IN", "iif", "iifname");
    }

    /** The interface on which it leaves; empty before the routing decision. */
    public Optional<String> out() {
        return value("OUT", "oif", "oifname");
    }

    /** The sender's address as it is here; rewriting shows. */
    public Optional<Address> source() {
        return value("SRC", "ip saddr", "ip6 saddr").flatMap(Address::parse);
    }

    /** The receiver's address as it is here; rewriting shows. */
    public Optional<Address> destination() {
        return value("DST", "ip daddr", "ip6 daddr").flatMap(Address::parse);
    }

    /** The sender's port; for protocols with ports. */
    public Optional<Integer> sourcePort() {
        return port(value("SPORT", "tcp sport", "udp sport", "sctp sport", "dccp sport", "udplite sport"));
    }

    /** The receiver's port; for protocols with ports. */
    public Optional<Integer> destinationPort() {
        return port(value("DPORT", "tcp dport", "udp dport", "sctp dport", "dccp dport", "udplite dport"));
    }

    private static Optional<Integer> port(Optional<String> text) {
        return text.flatMap(digits -> Numbers.decimal(digits, 0xffff)).map(Long::intValue);
    }

    /** The packet's mark, where it is printed: after the rule of the first line, and only when it is not 0. */
    public Optional<Long> mark() {
        return value("MARK", "meta mark").flatMap(Numbers::word);
    }
}
