package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.AddressTypeMatch;
import dev.packetwalk.netfilter.AllOf;
import dev.packetwalk.netfilter.AnyOf;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.CommentMatch;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.ConntrackStateMatch;
import dev.packetwalk.netfilter.DetailMatch;
import dev.packetwalk.netfilter.Direction;
import dev.packetwalk.netfilter.EitherPortMatch;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.FamilyMatch;
import dev.packetwalk.netfilter.FlowMatch;
import dev.packetwalk.netfilter.FragmentMatch;
import dev.packetwalk.netfilter.IcmpMatch;
import dev.packetwalk.netfilter.InterfaceMatch;
import dev.packetwalk.netfilter.InterfacePattern;
import dev.packetwalk.netfilter.MarkMatch;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.PortMatch;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.ProtocolMatch;
import dev.packetwalk.netfilter.ReversePathMatch;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.TcpFlagsMatch;
import dev.packetwalk.netfilter.TcpOptionMatch;
import dev.packetwalk.netfilter.UnknownMatch;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns matches into the sets of packets for which they hold. */
final class Conditions {
    private static final PacketSet TCP = headerOf(6);
    private static final PacketSet ICMP = headerOf(1, 58);
    private static final PacketSet WITH_PORTS = PacketSet.everything().withPorts();

    private final boolean beforeTracking;
    private final List<Long> knownMarks;
    private final Meter meter;
    private final IdentityHashMap<Chain, @Nullable Condition[]> known = new IdentityHashMap<>();

    /**
     * Conditions as they are at one point of the packet's way.
     *
     * @param beforeTracking whether connection tracking has not looked at packets from outside yet
     * @param knownMarks every mark that a packet can have but for unknown ones
     * @param meter what working them out is taken from
     */
    Conditions(boolean beforeTracking, List<Long> knownMarks, Meter meter) {
        this.beforeTracking = beforeTracking;
        this.knownMarks = knownMarks.stream().sorted().toList();
        this.meter = meter;
    }

    boolean beforeTracking() {
        return beforeTracking;
    }

    private static PacketSet headerOf(int... protocols) {
        return PacketSet.everything()
                .only(Dimension.PROTOCOL, PacketSet.protocols(protocols))
                .only(Dimension.FRAGMENT, Dimension.number(0));
    }

    Condition of(Rule rule) {
        return all(rule.matches());
    }

    /** The condition of a rule, worked out once. */
    Condition of(Chain chain, int number) {
        Condition[] conditions =
                known.computeIfAbsent(chain, one -> new Condition[one.rules().size()]);
        Condition condition = conditions[number - 1];
        if (condition == null) {
            condition = of(chain.rule(number));
            conditions[number - 1] = condition;
        }
        return condition;
    }

    private Condition all(List<Match> matches) {
        Condition condition = Condition.ALWAYS;
        for (Match match : matches) {
            condition = condition.and(of(match), meter);
        }
        return condition;
    }

    Condition of(Match match) {
        return switch (match) {
            case Not(Match inner) -> of(inner).notWithin(domain(inner), meter);
            case Extension extension -> extension(extension);
            case AllOf all -> all(all.matches());
            case AnyOf any -> any(any.matches());
            case UnknownMatch unknown -> Condition.UNKNOWN;
            case AddressTypeMatch types -> Condition.UNKNOWN;
            case CommentMatch comment -> Condition.ALWAYS;
            case AddressMatch address -> address(address);
            case ConntrackStateMatch states -> state(states);
            case EitherPortMatch ports -> Condition.when(eitherPort(ports));
            case PortMatch port -> Condition.when(WITH_PORTS.only(port(port.side()), Dimension.ports(port.ranges())));
            case FamilyMatch family -> Condition.when(PacketSet.where(Dimension.SOURCE, addresses(family.family())));
            case FragmentMatch fragment -> Condition.when(PacketSet.where(Dimension.FRAGMENT, Dimension.number(1)));
            case IcmpMatch icmp -> Condition.when(ICMP.only(Dimension.ICMP, messages(icmp)));
            case InterfaceMatch name -> Condition.when(interfaces(name));
            case MarkMatch mark -> mark(mark);
            case ProtocolMatch protocol -> protocol(protocol);
            case TcpFlagsMatch flags -> Condition.when(TCP.only(Dimension.TCP_FLAGS, flags(flags)));
            case TcpOptionMatch option -> new Condition(PacketSet.none(), TCP);
            case DetailMatch detail -> Condition.UNKNOWN;
            case FlowMatch flow -> Condition.UNKNOWN;
            case ReversePathMatch path -> Condition.UNKNOWN;
        };
    }

    private Condition any(List<Match> matches) {
        PacketSet yes = PacketSet.none();
        PacketSet maybe = PacketSet.none();
        for (Match match : matches) {
            Condition condition = of(match);
            yes = PacketSet.union(List.of(yes, condition.yes().subtract(yes, meter)), meter);
            maybe = PacketSet.union(List.of(maybe, condition.maybe().subtract(maybe, meter)), meter);
        }
        return new Condition(yes, maybe.subtract(yes, meter));
    }

    /** The packets about which a condition says anything; the others match neither it nor its opposite. */
    private static PacketSet domain(Match match) {
        return switch (match) {
            case PortMatch port -> WITH_PORTS;
            case EitherPortMatch ports -> WITH_PORTS;
            case TcpFlagsMatch flags -> TCP;
            case TcpOptionMatch option -> TCP;
            case IcmpMatch icmp -> ICMP;
            case AddressMatch address -> ofSameFamily(address);
            case Not(Match inner) -> domain(inner);
            case AnyOf any -> any.matches().stream().map(Conditions::domain).reduce(PacketSet.none(), PacketSet::union);
            case AllOf other -> PacketSet.everything();
            case AddressTypeMatch other -> PacketSet.everything();
            case CommentMatch other -> PacketSet.everything();
            case ConntrackStateMatch other -> PacketSet.everything();
            case DetailMatch other -> PacketSet.everything();
            case FlowMatch other -> PacketSet.everything();
            case ReversePathMatch other -> PacketSet.everything();
            case Extension other -> PacketSet.everything();
            case FamilyMatch other -> PacketSet.everything();
            case FragmentMatch other -> PacketSet.everything();
            case InterfaceMatch other -> PacketSet.everything();
            case MarkMatch other -> PacketSet.everything();
            case ProtocolMatch other -> PacketSet.everything();
            case UnknownMatch other -> PacketSet.everything();
        };
    }

    private static PacketSet ofSameFamily(AddressMatch match) {
        return AddressRanges.of(match.addresses())
                .map(ranges -> {
                    Ranges<dev.packetwalk.netfilter.Address> v4 = Dimension.v4();
                    boolean only4 = ranges.subtract(v4).isEmpty();
                    boolean only6 = ranges.intersect(v4).isEmpty();
                    Family family = only4 ? Family.IP : Family.IP6;
                    return only4 || only6
                            ? PacketSet.where(Dimension.SOURCE, addresses(family))
                            : PacketSet.everything();
                })
                .orElseGet(PacketSet::everything);
    }

    private static Ranges<dev.packetwalk.netfilter.Address> addresses(Family family) {
        return family == Family.IP6 ? Dimension.SOURCE.universe().subtract(Dimension.v4()) : Dimension.v4();
    }

    private Condition extension(Extension extension) {
        boolean header = HeaderModules.contains(extension.name());
        if (extension.options().isEmpty() && !header) {
            return Condition.UNKNOWN;
        }
        Condition options = all(extension.options());
        return header
                ? options.and(Condition.when(PacketSet.where(Dimension.FRAGMENT, Dimension.number(0))), meter)
                : options;
    }

    private static Condition address(AddressMatch match) {
        Dimension<dev.packetwalk.netfilter.Address> side =
                match.side() == Side.SOURCE ? Dimension.SOURCE : Dimension.DESTINATION;
        return AddressRanges.of(match.addresses())
                .map(ranges -> Condition.when(PacketSet.where(side, ranges)))
                .orElse(Condition.UNKNOWN);
    }

    /**
     * Before connection tracking every packet is INVALID, but for those over loopback, which were tracked on their way out, and
     * those that a rule has exempted just now.
     */
    private Condition state(ConntrackStateMatch match) {
        PacketSet stated = PacketSet.where(Dimension.STATE, Dimension.states(match.states()));
        if (beforeTracking) {
            PacketSet settled = PacketSet.where(Dimension.IN, Dimension.name("lo"))
                    .union(PacketSet.where(Dimension.STATE, Dimension.state(ConnState.UNTRACKED)));
            PacketSet unseen = match.states().contains(ConnState.INVALID)
                    ? PacketSet.everything().subtract(settled)
                    : PacketSet.none();
            return Condition.when(stated.intersect(settled).union(unseen));
        }
        if (match.translations().isEmpty()) {
            return Condition.when(stated);
        }
        PacketSet tracked = PacketSet.where(
                Dimension.STATE, Dimension.states(List.of(ConnState.NEW, ConnState.ESTABLISHED, ConnState.RELATED)));
        return new Condition(stated, tracked.subtract(stated));
    }

    private static Dimension<Long> port(Side side) {
        return side == Side.SOURCE ? Dimension.SOURCE_PORT : Dimension.DESTINATION_PORT;
    }

    private static PacketSet eitherPort(EitherPortMatch match) {
        Ranges<Long> ports = Dimension.ports(match.ranges());
        PacketSet source = WITH_PORTS.only(Dimension.SOURCE_PORT, ports);
        PacketSet destination = WITH_PORTS.only(Dimension.DESTINATION_PORT, ports);
        return source.union(destination.subtract(source));
    }

    private static Ranges<Long> messages(IcmpMatch icmp) {
        return icmp.type() == IcmpMatch.ANY_TYPE
                ? Dimension.ICMP.universe()
                : Ranges.between(icmp.type() * 256L + icmp.firstCode(), icmp.type() * 256L + icmp.lastCode() + 1);
    }

    private static PacketSet interfaces(InterfaceMatch match) {
        Ranges<String> names = Ranges.none();
        for (InterfacePattern pattern : match.anyOf()) {
            names = names.union(Dimension.names(pattern));
        }
        return PacketSet.where(match.direction() == Direction.IN ? Dimension.IN : Dimension.OUT, names);
    }

    private Condition mark(MarkMatch match) {
        if (match.mask() == 0xffff_ffffL) {
            return new Condition(
                    PacketSet.where(Dimension.MARK, Dimension.number(match.value())),
                    PacketSet.where(Dimension.MARK, Dimension.number(Dimension.UNKNOWN_MARK)));
        }
        meter.spend(1 + knownMarks.size() / 16);
        List<Long> matching = knownMarks.stream().filter(match::matches).toList();
        Ranges<Long> others = Dimension.MARK.universe().subtract(Ranges.ofEach(knownMarks));
        PacketSet surely = PacketSet.where(Dimension.MARK, Ranges.ofEach(matching));
        return new Condition(surely, PacketSet.where(Dimension.MARK, others));
    }

    private static Condition protocol(ProtocolMatch match) {
        if (match.anyOf().isEmpty()) {
            return Condition.ALWAYS;
        }
        int[] numbers = match.anyOf().stream().mapToInt(Protocol::number).toArray();
        return Condition.when(PacketSet.where(Dimension.PROTOCOL, PacketSet.protocols(numbers)));
    }

    private static Ranges<Long> flags(TcpFlagsMatch match) {
        return Ranges.where(flags -> match.matches((int) flags), 256);
    }
}
