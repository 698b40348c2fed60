package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.IcmpMatch;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Transport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A packet in words: {@code in=eth0 proto=tcp src=10.0.0.9 sport=40000 dst=10.0.0.2 dport=22 flags=SYN state=NEW}.
 *
 * <p>Our own format, the one that {@link Packet#toString()} prints. Words are separated by white space and may come in any
 * order. A packet with {@code in} arrived there; one without comes from this host. Left out, {@code flags} are SYN alone,
 * {@code state} is NEW and {@code mark} is 0; nothing else has a default.
 */
public final class PacketSpec {
    private static final String EXAMPLE = "such as: in=eth0 proto=tcp src=10.0.0.9 sport=40000 dst=10.0.0.2 dport=22";

    private PacketSpec() {}

    /**
     * Reads a packet.
     *
     * @param text one line
     * @return the packet, empty if there is any problem
     */
    public static Parsed<Optional<Packet>> parse(String text) {
        SpecWords words = SpecWords.of(text);
        Optional<Address> source = address(words, "src");
        Optional<Address> destination = address(words, "dst");
        if (source.isPresent()
                && destination.isPresent()
                && source.get().family() != destination.get().family()) {
            words.problem("dst", "src and dst are of different families", "give two IPv4 or two IPv6 addresses");
        }
        Optional<Transport> transport =
                transport(words, source.map(Address::family).orElse(Family.IP));
        ConnState state = words.take("state", PacketSpec::state, "NEW, ESTABLISHED, RELATED, INVALID or UNTRACKED")
                .orElse(ConnState.NEW);
        long mark = words.take("mark", Numbers::word, "a number up to 32 bits, such as 0x1")
                .orElse(0L);
        String in = words.take("in", PacketSpec::interfaceName, "a name of at most 15 characters")
                .orElse("");
        String out = words.take("out", PacketSpec::interfaceName, "a name of at most 15 characters")
                .orElse("");
        List<Problem> problems = words.finish();
        if (!problems.isEmpty() || source.isEmpty() || destination.isEmpty() || transport.isEmpty()) {
            return new Parsed<>(Optional.empty(), problems);
        }
        return new Parsed<>(
                Optional.of(new Packet(in, out, source.get(), destination.get(), transport.get(), state, mark)),
                problems);
    }

    private static Optional<Address> address(SpecWords words, String key) {
        Optional<Address> address = words.take(key, Address::parse, "an IPv4 or IPv6 address");
        words.demand(key, EXAMPLE);
        return address;
    }

    private static Optional<Transport> transport(SpecWords words, Family family) {
        Optional<Protocol> given = words.take("proto", Protocol::parse, "a name or a number, such as tcp");
        words.demand("proto", EXAMPLE);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Protocol protocol = family == Family.IP6 && given.get().equals(Protocol.ICMP) ? Protocol.ICMPV6 : given.get();
        if (words.flag("fragment")) {
            return Optional.of(new LaterFragment(protocol));
        }
        if (protocol.equals(Protocol.ICMP) || protocol.equals(Protocol.ICMPV6)) {
            return icmp(words, protocol);
        }
        if (!protocol.hasPorts()) {
            return Optional.of(new OtherTransport(protocol));
        }
        Optional<Integer> source = port(words, "sport");
        Optional<Integer> destination = port(words, "dport");
        int flags = protocol.equals(Protocol.TCP)
                ? words.take("flags", PacketSpec::flags, "flags such as SYN or SYN,ACK or NONE")
                        .orElse(TcpFlag.SYN.bit())
                : 0;
        return source.flatMap(from -> destination.map(to ->
                protocol.equals(Protocol.TCP) ? new TcpHeader(from, to, flags) : new PortsHeader(protocol, from, to)));
    }

    private static Optional<Transport> icmp(SpecWords words, Protocol protocol) {
        Optional<IcmpMatch> type = words.take(
                "icmp-type",
                protocol.equals(Protocol.ICMP) ? IcmpTypes::parseV4 : IcmpTypes::parseV6,
                "a type such as 8, 3/3 or echo-request");
        words.demand("icmp-type", "such as icmp-type=echo-request");
        return type.map(t -> new IcmpHeader(protocol, t.type(), t.firstCode()));
    }

    private static Optional<Integer> port(SpecWords words, String key) {
        Optional<Integer> port =
                words.take(key, text -> Numbers.decimal(text, 0xffff).map(Long::intValue), "a port from 0 to 65535");
        words.demand(key, "such as " + key + "=" + (key.equals("sport") ? "40000" : "22"));
        return port;
    }

    private static Optional<Integer> flags(String text) {
        int flags = 0;
        for (String word : text.toUpperCase(Locale.ROOT).split(",", -1)) {
            Optional<Integer> bits = switch (word) {
                case "ECE" -> Optional.of(TcpFlag.ECE.bit());
                case "CWR" -> Optional.of(TcpFlag.CWR.bit());
                default -> TcpFlagWords.parse(word);
            };
            if (bits.isEmpty()) {
                return Optional.empty();
            }
            flags |= bits.get();
        }
        return Optional.of(flags);
    }

    private static Optional<ConnState> state(String text) {
        for (ConnState state : ConnState.values()) {
            if (state.name().equalsIgnoreCase(text)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** What the kernel accepts as an interface's name (dev_valid_name in net/core/dev.c), white space apart. */
    private static Optional<String> interfaceName(String text) {
        boolean valid = !text.isEmpty() && text.length() <= 15 && !text.contains("/") && !text.equals(".");
        return valid && !text.equals("..") ? Optional.of(text) : Optional.empty();
    }
}
