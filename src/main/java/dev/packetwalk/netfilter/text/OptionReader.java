package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.AddressRange;
import dev.packetwalk.netfilter.AddressTypeMatch;
import dev.packetwalk.netfilter.CommentMatch;
import dev.packetwalk.netfilter.EitherPortMatch;
import dev.packetwalk.netfilter.MarkMatch;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.PortMatch;
import dev.packetwalk.netfilter.PortRange;
import dev.packetwalk.netfilter.ReversePathMatch;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.TcpFlagsMatch;
import dev.packetwalk.netfilter.TcpOptionMatch;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads one option of a match module; what it does not know stays unread. */
final class OptionReader {
    private static final Set<String> REVERSE_PATH = Set.of("--loose", "--validmark", "--accept-local", "--invert");

    private OptionReader() {}

    /**
     * Reads the values of one option.
     *
     * @param module the module's name
     * @param option the option's name, already taken from {@code words}
     * @param words at the option's first value
     * @return empty when module, option or value are not known; the words taken must then be given back
     */
    static Optional<Match> read(String module, String option, Words words) {
        return switch (module) {
            case "tcp", "udp", "udplite", "sctp", "dccp" -> transport(module, option, words);
            case "icmp" -> option.equals("--icmp-type") ? value(words, IcmpTypes::parseV4) : Optional.empty();
            case "icmp6", "ipv6-icmp", "icmpv6" ->
                option.equals("--icmpv6-type") ? value(words, IcmpTypes::parseV6) : Optional.empty();
            case "multiport" -> multiport(option, words);
            case "conntrack" ->
                option.equals("--ctstate")
                        ? value(words, ConnStates::parse)
                        : value(words, text -> FlowOptions.parse(module, option, text));
            case "connmark" -> value(words, text -> FlowOptions.parse(module, option, text));
            case "mac", "pkttype", "length", "ttl", "hl", "tos", "dscp", "tcpmss" ->
                value(words, text -> DetailOptions.parse(module, option, text));
            case "state" ->
                option.equals("--state")
                        ? value(words, ConnStates::parse).filter(ConnStates::withoutTranslations)
                        : Optional.empty();
            case "comment" ->
                option.equals("--comment")
                        ? value(words, text -> Optional.of(new CommentMatch(text)))
                        : Optional.empty();
            case "mark" -> option.equals("--mark") ? value(words, OptionReader::mark) : Optional.empty();
            case "iprange" -> iprange(option, words);
            case "addrtype" -> addrtype(option, words);
            default -> Optional.empty();
        };
    }

    private static Optional<Match> value(Words words, Function<String, Optional<? extends Match>> reader) {
        if (!words.hasNext()) {
            return Optional.empty();
        }
        return reader.apply(words.next().text()).map(match -> match);
    }

    private static Optional<Match> transport(String protocol, String option, Words words) {
        return switch (option) {
            case "--sport", "--source-port" ->
                value(words, text -> Ports.range(text).map(r -> port(Side.SOURCE, List.of(r))));
            case "--dport", "--destination-port" ->
                value(words, text -> Ports.range(text).map(r -> port(Side.DESTINATION, List.of(r))));
            case "--tcp-flags" -> protocol.equals("tcp") ? tcpFlags(words) : Optional.empty();
            case "--syn" -> protocol.equals("tcp") ? Optional.of(TcpFlagWords.SYN_PACKET) : Optional.empty();
            case "--tcp-option" ->
                protocol.equals("tcp")
                        ? value(words, text -> Numbers.decimal(text, 255).map(n -> new TcpOptionMatch(n.intValue())))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static PortMatch port(Side side, List<PortRange> ranges) {
        return new PortMatch(side, ranges);
    }

    private static Optional<Match> tcpFlags(Words words) {
        Optional<Integer> mask = TcpFlagWords.parse(words.peek().text());
        Optional<Integer> set = TcpFlagWords.parse(words.peek(1).text());
        if (mask.isEmpty() || set.isEmpty()) {
            return Optional.empty();
        }
        words.next();
        words.next();
        return Optional.of(new TcpFlagsMatch(mask.get(), set.get()));
    }

    private static Optional<Match> multiport(String option, Words words) {
        return switch (option) {
            case "--sports", "--source-ports" ->
                value(words, text -> Ports.list(text).map(l -> port(Side.SOURCE, l)));
            case "--dports", "--destination-ports" ->
                value(words, text -> Ports.list(text).map(l -> port(Side.DESTINATION, l)));
            case "--ports" -> value(words, text -> Ports.list(text).map(EitherPortMatch::new));
            default -> Optional.empty();
        };
    }

    private static Optional<MarkMatch> mark(String text) {
        return Numbers.valueAndMask(text).map(mark -> new MarkMatch(mark.value(), mark.mask()));
    }

    private static Optional<Match> iprange(String option, Words words) {
        return switch (option) {
            case "--src-range" -> value(words, text -> range(Side.SOURCE, text));
            case "--dst-range" -> value(words, text -> range(Side.DESTINATION, text));
            default -> Optional.empty();
        };
    }

    private static Optional<AddressMatch> range(Side side, String text) {
        return addressRange(text).map(range -> new AddressMatch(side, range));
    }

    /** {@code first-last}, or a single address. */
    static Optional<AddressRange> addressRange(String text) {
        int dash = text.indexOf('-');
        Optional<Address> first = Address.parse(dash < 0 ? text : text.substring(0, dash));
        Optional<Address> last = dash < 0 ? first : Address.parse(text.substring(dash + 1));
        return first.flatMap(f -> last.filter(l -> l.family() == f.family() && f.compareTo(l) <= 0)
                .map(l -> new AddressRange(f, l)));
    }

    /** The options of {@code -m rpfilter}, which all are words without values, and any of which may be left out. */
    static ReversePathMatch reversePath(Words words) {
        Set<String> given = new HashSet<>();
        while (REVERSE_PATH.contains(words.peek().text())) {
            given.add(words.next().text());
        }
        return new ReversePathMatch(
                given.contains("--loose"),
                given.contains("--validmark"),
                given.contains("--accept-local"),
                given.contains("--invert"));
    }

    static String print(ReversePathMatch match) {
        return (match.loose() ? " --loose" : "")
                + (match.validMark() ? " --validmark" : "")
                + (match.acceptLocal() ? " --accept-local" : "")
                + (match.inverted() ? " --invert" : "");
    }

    private static Optional<Match> addrtype(String option, Words words) {
        return switch (option) {
            case "--src-type" ->
                value(words, text -> Optional.of(new AddressTypeMatch(Side.SOURCE, List.of(text.split(",", -1)))));
            case "--dst-type" ->
                value(words, text -> Optional.of(new AddressTypeMatch(Side.DESTINATION, List.of(text.split(",", -1)))));
            default -> Optional.empty();
        };
    }
}
