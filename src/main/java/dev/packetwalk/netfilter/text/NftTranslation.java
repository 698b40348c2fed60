package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.AddressRange;
import dev.packetwalk.netfilter.AddressTypeMatch;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.CommentMatch;
import dev.packetwalk.netfilter.ConntrackStateMatch;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Direction;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.IcmpMatch;
import dev.packetwalk.netfilter.InterfaceMatch;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.MarkMatch;
import dev.packetwalk.netfilter.Masquerade;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.NetworkMap;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.PassThrough;
import dev.packetwalk.netfilter.PortMatch;
import dev.packetwalk.netfilter.PortRange;
import dev.packetwalk.netfilter.ProtocolMatch;
import dev.packetwalk.netfilter.Redirect;
import dev.packetwalk.netfilter.Reject;
import dev.packetwalk.netfilter.RestoreMark;
import dev.packetwalk.netfilter.Return;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.SaveMark;
import dev.packetwalk.netfilter.Sequence;
import dev.packetwalk.netfilter.SetFlowMark;
import dev.packetwalk.netfilter.SetHops;
import dev.packetwalk.netfilter.SetMark;
import dev.packetwalk.netfilter.SetTos;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.SourceNat;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.TcpFlagsMatch;
import dev.packetwalk.netfilter.UnknownMark;
import dev.packetwalk.netfilter.UnknownMatch;
import dev.packetwalk.netfilter.UnknownTarget;
import dev.packetwalk.netfilter.VerdictMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Says in nftables' language what an iptables rule says: the words of iptables-translate 1.8.9 (the extensions' xlate functions),
 * which nft 1.0.6 takes.
 */
public final class NftTranslation {
    private static final Map<Integer, String> ICMP_TYPES = Map.of(
            0, "echo-reply",
            3, "destination-unreachable",
            4, "source-quench",
            5, "redirect",
            8, "echo-request",
            11, "time-exceeded",
            12, "parameter-problem",
            13, "timestamp-request",
            14, "timestamp-reply");

    private final List<String> words = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private boolean complete = true;

    private NftTranslation() {}

    /**
     * Translates one rule of IPv4.
     *
     * @return conditions, {@code counter} and the verdict, as they stand in a chain of {@code nft list ruleset}; empty for a rule with a
     *     module or target that is not known here
     */
    public static Optional<String> rule(Rule rule) {
        NftTranslation translation = new NftTranslation();
        translation.conditions(rule.matches());
        translation.words.add("counter");
        rule.target().ifPresent(translation::target);
        translation.words.addAll(translation.comments);
        return translation.complete ? Optional.of(String.join(" ", translation.words)) : Optional.empty();
    }

    /** The line that says what a chain is for: {@code type filter hook input priority 0; policy drop;}; empty for one that only rules call. */
    public static Optional<String> base(Chain chain) {
        return chain.base()
                .map(base -> "type %s hook %s priority %d; policy %s;"
                        .formatted(
                                lower(base.type()),
                                lower(base.hook()),
                                base.priority(),
                                base.policy().toString().toLowerCase(Locale.ROOT)));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** In the order in which the tool has them: interfaces, protocol, addresses, modules. */
    private void conditions(List<Match> matches) {
        List<Match> rest = new ArrayList<>(matches);
        take(rest, match -> match instanceof InterfaceMatch name && name.direction() == Direction.IN);
        take(rest, InterfaceMatch.class::isInstance);
        rest.removeIf(match -> match instanceof ProtocolMatch protocol && named(matches, protocol));
        take(rest, ProtocolMatch.class::isInstance);
        take(rest, match -> match instanceof AddressMatch address && address.side() == Side.SOURCE);
        take(rest, AddressMatch.class::isInstance);
        take(rest, Extension.class::isInstance);
        complete &= rest.isEmpty();
    }

    private void take(List<Match> from, Predicate<Match> kind) {
        List<Match> taken =
                from.stream().filter(match -> kind.test(positive(match))).toList();
        from.removeAll(taken);
        for (Match match : taken) {
            if (match instanceof Extension extension) {
                module(extension);
            } else {
                complete &= condition(positive(match), match instanceof Not);
            }
        }
    }

    private static Match positive(Match match) {
        return match instanceof Not(Match inner) ? inner : match;
    }

    /** A module of the protocol's own name says the protocol by itself. */
    private static boolean named(List<Match> matches, ProtocolMatch protocol) {
        String name =
                protocol.anyOf().isEmpty() ? "" : protocol.anyOf().getFirst().toString();
        return matches.stream()
                .anyMatch(match ->
                        match instanceof Extension extension && extension.name().equals(name));
    }

    private boolean condition(Match match, boolean not) {
        String differs = not ? "!= " : "";
        if (match instanceof InterfaceMatch name && name.anyOf().size() == 1) {
            String pattern = name.anyOf().getFirst().toString().replaceFirst("\\+$", "*");
            return add((name.direction() == Direction.IN ? "iifname " : "oifname ") + differs + "\"" + pattern + "\"");
        } else if (match instanceof ProtocolMatch proto && proto.anyOf().size() == 1) {
            return add("ip protocol " + differs + proto.anyOf().getFirst());
        } else if (match instanceof AddressMatch(Side side, Network network)) {
            return add((side == Side.SOURCE ? "ip saddr " : "ip daddr ")
                    + differs
                    + network.toString().replaceFirst("/32$", ""));
        }
        return false;
    }

    private boolean add(String text) {
        words.add(text);
        return true;
    }

    private void module(Extension extension) {
        if (extension.name().equals("limit")) {
            complete &= limit(extension);
            return;
        }
        if (extension.options().isEmpty() && !extension.name().equals("comment")) {
            add("ip protocol " + extension.name());
        }
        for (Match option : extension.options()) {
            boolean not = option instanceof Not;
            complete &= option(extension.name(), positive(option), not ? "!= " : "");
        }
    }

    private boolean option(String module, Match option, String differs) {
        if (option instanceof PortMatch port) {
            String protocol = module.equals("multiport") ? multiportProtocol() : module;
            return !protocol.isEmpty()
                    && add(protocol
                            + (port.side() == Side.SOURCE ? " sport " : " dport ")
                            + differs
                            + ports(port.ranges(), module.equals("multiport")));
        } else if (option instanceof ConntrackStateMatch states
                && states.translations().isEmpty()) {
            return add("ct state " + differs + ConnStates.print(states).toLowerCase(Locale.ROOT));
        } else if (option instanceof TcpFlagsMatch flags) {
            String set = flags.set() == 0 ? "0x0" : flags(flags.set());
            return add("tcp flags " + differs + set + " / " + flags(flags.mask()));
        } else if (option instanceof CommentMatch comment) {
            return comments.add("comment \"" + comment.text() + "\"");
        } else if (option instanceof IcmpMatch icmp && icmp.firstCode() == 0 && icmp.lastCode() == 255) {
            return add("icmp type " + differs + ICMP_TYPES.getOrDefault(icmp.type(), Integer.toString(icmp.type())));
        } else if (option instanceof MarkMatch mark) {
            String mask = mark.mask() == 0xffff_ffffL ? "" : "and 0x" + Long.toHexString(mark.mask()) + " ";
            String equal = !differs.isEmpty() ? differs : mask.isEmpty() ? "" : "== ";
            return add("mark " + mask + equal + "0x" + Long.toHexString(mark.value()));
        } else if (option instanceof AddressTypeMatch types && types.types().size() == 1) {
            return add("fib " + (types.side() == Side.SOURCE ? "saddr" : "daddr") + " type " + differs
                    + types.types().getFirst().toLowerCase(Locale.ROOT));
        } else if (option instanceof AddressMatch(Side side, AddressRange range)) {
            return add((side == Side.SOURCE ? "ip saddr " : "ip daddr ") + differs + range);
        } else if (option instanceof UnknownMatch unknown
                && unknown.tokens().size() == 2
                && unknown.tokens().getFirst().equals("--uid-owner")) {
            return add("skuid " + differs + unknown.tokens().getLast());
        }
        return false;
    }

    private String multiportProtocol() {
        return words.contains("ip protocol tcp") ? "tcp" : words.contains("ip protocol udp") ? "udp" : "";
    }

    private static String flags(int bits) {
        return TcpFlagWords.print(bits).toLowerCase(Locale.ROOT);
    }

    private static String ports(List<PortRange> ranges, boolean set) {
        String list = ranges.stream().map(NftTranslation::dashed).collect(Collectors.joining(", "));
        return set && ranges.size() > 1 ? "{ " + list + " }" : list;
    }

    private static String dashed(PortRange range) {
        return range.toString().replace(':', '-');
    }

    private boolean limit(Extension limit) {
        String rate = "";
        String burst = "5";
        for (Match option : limit.options()) {
            List<String> tokens = option instanceof UnknownMatch unknown ? unknown.tokens() : List.of();
            for (int i = 0; i + 1 < tokens.size(); i += 2) {
                rate = tokens.get(i).equals("--limit") ? tokens.get(i + 1) : rate;
                burst = tokens.get(i).equals("--limit-burst") ? tokens.get(i + 1) : burst;
            }
        }
        String[] parts = rate.split("/", 2);
        String unit = parts.length < 2
                ? ""
                : switch (parts[1]) {
                    case "sec" -> "second";
                    case "min" -> "minute";
                    default -> parts[1];
                };
        return !unit.isEmpty() && add("limit rate " + parts[0] + "/" + unit + " burst " + burst + " packets");
    }

    private void target(Target target) {
        Optional<String> verdict = verdict(target);
        verdict.ifPresent(words::add);
        complete &= verdict.isPresent();
    }

    private static Optional<String> verdict(Target target) {
        return switch (target) {
            case Accept accept -> Optional.of("accept");
            case Drop drop -> Optional.of("drop");
            case Return back -> Optional.of("return");
            case Jump jump -> Optional.of("jump " + jump.chain());
            case Goto to -> Optional.of("goto " + to.chain());
            case Reject reject -> reject(reject.with());
            case Masquerade nat
            when nat.options().isEmpty() ->
                Optional.of("masquerade"
                        + nat.ports().map(range -> " to :" + dashed(range)).orElse(""));
            case Redirect nat
            when nat.options().isEmpty() ->
                Optional.of("redirect"
                        + nat.ports().map(range -> " to :" + dashed(range)).orElse(""));
            case DestinationNat nat
            when nat.options().isEmpty() -> Optional.of("dnat to " + to(nat.addresses(), nat.ports()));
            case SourceNat nat
            when nat.options().isEmpty() -> Optional.of("snat to " + to(nat.addresses(), nat.ports()));
            case PassThrough other when other.name().equals("LOG") -> log(other.options());
            case Masquerade _, Redirect _, DestinationNat _, SourceNat _, PassThrough _, VerdictMap _ ->
                Optional.empty();
            case SetMark _, SetFlowMark _, SaveMark _, RestoreMark _, UnknownMark _, SetHops _, SetTos _ ->
                Optional.empty();
            case NoTrack _, NetworkMap _, Sequence _, UnknownTarget _ -> Optional.empty();
        };
    }

    private static Optional<String> reject(String with) {
        return switch (with) {
            case "icmp-port-unreachable" -> Optional.of("reject");
            case "tcp-reset" -> Optional.of("reject with tcp reset");
            case "icmp-net-unreachable", "icmp-host-unreachable", "icmp-net-prohibited", "icmp-host-prohibited" ->
                Optional.of("reject with icmp " + with.substring("icmp-".length()));
            case "icmp-admin-prohibited" -> Optional.of("reject with icmp admin-prohibited");
            default -> Optional.empty();
        };
    }

    private static Optional<String> log(List<String> options) {
        if (options.isEmpty()) {
            return Optional.of("log");
        }
        String prefix = options.getLast();
        boolean known = options.size() == 2 && options.getFirst().equals("--log-prefix");
        return known
                ? Optional.of("log prefix " + (prefix.startsWith("\"") ? prefix : "\"" + prefix + "\""))
                : Optional.empty();
    }

    private static String to(Optional<AddressRange> addresses, Optional<PortRange> ports) {
        String address = addresses
                .map(range -> range.first().equals(range.last()) ? range.first().toString() : range.toString())
                .orElse("");
        return address + ports.map(range -> ":" + dashed(range)).orElse("");
    }
}
