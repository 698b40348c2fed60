package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.AddressList;
import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.Addresses;
import dev.packetwalk.netfilter.AnyOf;
import dev.packetwalk.netfilter.ConntrackStateMatch;
import dev.packetwalk.netfilter.Direction;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.FamilyMatch;
import dev.packetwalk.netfilter.IcmpMatch;
import dev.packetwalk.netfilter.InterfaceMatch;
import dev.packetwalk.netfilter.InterfacePattern;
import dev.packetwalk.netfilter.MarkMatch;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.PortMatch;
import dev.packetwalk.netfilter.PortRange;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.ProtocolMatch;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.TcpFlagsMatch;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Turns the values behind a key into a match. */
final class NftValues {
    private NftValues() {}

    /**
     * The match that the expression means.
     *
     * @param words behind the values, for {@code tcp flags syn / fin,syn,rst,ack}
     * @return empty when a value is not understood
     */
    static Optional<Match> match(NftKey key, NftOperand operand, Words words) {
        if (key == NftKey.TCP_FLAGS) {
            return flags(operand, words);
        }
        if (key == NftKey.CT_STATE) {
            return states(operand, words);
        }
        return switch (operand.comparison()) {
            case PLAIN, EQUAL -> anyOf(key, operand.values());
            case NOT_EQUAL -> anyOf(key, operand.values()).map(Not::new);
            case NONE_OF -> Optional.empty();
        };
    }

    private static Optional<Match> anyOf(NftKey key, List<String> values) {
        return switch (key) {
            case IIF, IIFNAME, META_IIFNAME -> interfaces(Direction.IN, values);
            case OIF, OIFNAME, META_OIFNAME -> interfaces(Direction.OUT, values);
            case META_L4PROTO, IP_PROTOCOL -> all(values, Protocol::parse).map(ProtocolMatch::new);
            case META_NFPROTO -> version(values);
            case META_MARK -> values.size() == 1 ? mark(values.getFirst()) : Optional.empty();
            case IP_SADDR, IP6_SADDR -> all(values, NftValues::addresses).map(list -> address(Side.SOURCE, list));
            case IP_DADDR, IP6_DADDR -> all(values, NftValues::addresses).map(list -> address(Side.DESTINATION, list));
            case TCP_SPORT, UDP_SPORT, UDPLITE_SPORT, SCTP_SPORT, DCCP_SPORT, TH_SPORT ->
                all(values, NftValues::ports).map(ports -> new PortMatch(Side.SOURCE, ports));
            case TCP_DPORT, UDP_DPORT, UDPLITE_DPORT, SCTP_DPORT, DCCP_DPORT, TH_DPORT ->
                all(values, NftValues::ports).map(ports -> new PortMatch(Side.DESTINATION, ports));
            case ICMP_TYPE -> icmp(values, IcmpTypes::parseV4);
            case ICMPV6_TYPE -> icmp(values, IcmpTypes::parseV6);
            case TCP_FLAGS, CT_STATE -> Optional.empty();
        };
    }

    private static <T> Optional<List<T>> all(List<String> values, Function<String, Optional<T>> reader) {
        List<T> read =
                values.stream().flatMap(value -> reader.apply(value).stream()).toList();
        return read.size() == values.size() && !values.contains("") ? Optional.of(read) : Optional.empty();
    }

    private static Optional<Match> interfaces(Direction direction, List<String> names) {
        return Optional.of(new InterfaceMatch(
                direction, names.stream().map(NftValues::pattern).toList()));
    }

    private static InterfacePattern pattern(String name) {
        return name.endsWith("*")
                ? new InterfacePattern(name.substring(0, name.length() - 1), true)
                : new InterfacePattern(name, false);
    }

    private static Optional<Match> version(List<String> values) {
        return switch (String.join(",", values)) {
            case "ipv4" -> Optional.of(new FamilyMatch(Family.IP));
            case "ipv6" -> Optional.of(new FamilyMatch(Family.IP6));
            default -> Optional.empty();
        };
    }

    private static Optional<Match> mark(String value) {
        return Numbers.word(value).map(mark -> new MarkMatch(mark, Numbers.MAX_32));
    }

    private static Match address(Side side, List<Addresses> addresses) {
        return new AddressMatch(side, addresses.size() == 1 ? addresses.getFirst() : new AddressList(addresses));
    }

    private static Optional<Addresses> addresses(String text) {
        return text.contains("-")
                ? OptionReader.addressRange(text).map(Function.identity())
                : Network.parse(text).map(Function.identity());
    }

    private static Optional<PortRange> ports(String text) {
        return Ports.range(text).or(() -> Ports.range(text.replace('-', ':')));
    }

    private static Optional<Match> icmp(List<String> values, Function<String, Optional<IcmpMatch>> reader) {
        Optional<List<IcmpMatch>> types = all(values, reader);
        if (types.isEmpty() || types.get().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(types.get().size() == 1 ? types.get().getFirst() : new AnyOf(List.copyOf(types.get())));
    }

    /**
     * A packet has one state, so a value made of several, which nft 1.0.6 prints with {@code |}, equals none: {@code ct state !=
     * established,related} holds for every packet.
     */
    private static Optional<Match> states(NftOperand operand, Words words) {
        if (words.peek().is("|")) {
            while (words.take("|") && words.hasNext()) {
                words.next();
            }
            Match never = ConntrackStateMatch.of();
            return switch (operand.comparison()) {
                case EQUAL -> Optional.of(never);
                case NOT_EQUAL -> Optional.of(new Not(never));
                case PLAIN, NONE_OF -> Optional.empty();
            };
        }
        Optional<Match> any =
                ConnStates.parse(String.join(",", operand.values())).map(Function.identity());
        return switch (operand.comparison()) {
            case PLAIN, EQUAL -> any;
            case NOT_EQUAL, NONE_OF -> any.map(Not::new);
        };
    }

    private static Optional<Match> flags(NftOperand operand, Words words) {
        if (operand.set()) {
            return Optional.empty();
        }
        Optional<Integer> set = TcpFlagWords.parseAll(operand.values());
        if (words.take("/")) {
            Optional<Integer> mask =
                    words.hasNext() ? TcpFlagWords.parse(words.next().text()) : Optional.empty();
            Optional<Match> masked = set.flatMap(flags -> mask.map(m -> new TcpFlagsMatch(m, flags)));
            return operand.comparison() == NftOperand.Comparison.NOT_EQUAL ? masked.map(Not::new) : masked;
        }
        return set.map(flags -> switch (operand.comparison()) {
            case PLAIN -> new Not(new TcpFlagsMatch(flags, 0));
            case EQUAL -> new TcpFlagsMatch(0xff, flags);
            case NOT_EQUAL -> new Not(new TcpFlagsMatch(0xff, flags));
            case NONE_OF -> new TcpFlagsMatch(flags, 0);
        });
    }
}
