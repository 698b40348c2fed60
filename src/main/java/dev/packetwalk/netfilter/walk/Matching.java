package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.AddressTypeMatch;
import dev.packetwalk.netfilter.AllOf;
import dev.packetwalk.netfilter.AnyOf;
import dev.packetwalk.netfilter.CommentMatch;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.ConntrackStateMatch;
import dev.packetwalk.netfilter.DetailMatch;
import dev.packetwalk.netfilter.Direction;
import dev.packetwalk.netfilter.EitherPortMatch;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.FamilyMatch;
import dev.packetwalk.netfilter.FlowMatch;
import dev.packetwalk.netfilter.FragmentMatch;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.IcmpMatch;
import dev.packetwalk.netfilter.InterfaceMatch;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.MarkMatch;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortMatch;
import dev.packetwalk.netfilter.PortRange;
import dev.packetwalk.netfilter.ProtocolMatch;
import dev.packetwalk.netfilter.ReversePathMatch;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.TcpFlagsMatch;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.TcpOptionMatch;
import dev.packetwalk.netfilter.UnknownMatch;
import java.util.List;

/** Whether matches hold for one packet where it is. Asked of every rule on the way, so it makes no garbage. */
final class Matching {
    private final Traveller traveller;
    private final RoutingTable routing;

    Matching(Traveller traveller, RoutingTable routing) {
        this.traveller = traveller;
        this.routing = routing;
    }

    Truth all(Match[] matches) {
        Truth truth = Truth.YES;
        for (Match match : matches) {
            truth = truth.and(of(match));
            if (truth == Truth.NO) {
                return truth;
            }
        }
        return truth;
    }

    private Truth all(List<Match> matches) {
        Truth truth = Truth.YES;
        for (int i = 0; i < matches.size() && truth != Truth.NO; i++) {
            truth = truth.and(of(matches.get(i)));
        }
        return truth;
    }

    private Truth any(List<Match> matches) {
        Truth truth = Truth.NO;
        for (int i = 0; i < matches.size() && truth != Truth.YES; i++) {
            truth = truth.or(of(matches.get(i)));
        }
        return truth;
    }

    Truth of(Match match) {
        Packet packet = traveller.packet;
        return switch (match) {
            case AddressMatch address -> Truth.of(address(address));
            case ProtocolMatch protocol -> Truth.of(protocol(protocol));
            case InterfaceMatch name -> Truth.of(interfaces(name));
            case Extension extension -> extension(extension);
            case PortMatch port -> Truth.of(contains(port.ranges(), packet.port(port.side())));
            case ConntrackStateMatch states -> state(states);
            case Not(Match inner) -> applies(inner) ? of(inner).not() : Truth.NO;
            case MarkMatch mark ->
                traveller.markKnown ? Truth.of(mark.matches(packet.mark())) : ofUnknownBits(mark.mask());
            case EitherPortMatch ports ->
                Truth.of(contains(ports.ranges(), packet.port(Side.SOURCE))
                        || contains(ports.ranges(), packet.port(Side.DESTINATION)));
            case FlowMatch flow -> applies(flow) ? FlowMatching.of(flow, traveller) : Truth.NO;
            case DetailMatch detail -> applies(detail) ? DetailMatching.of(detail, packet) : Truth.NO;
            case AddressTypeMatch types -> AddressTypes.matches(types.types(), address(types.side()), routing);
            case ReversePathMatch path -> ReversePath.of(path, packet, routing);
            case UnknownMatch unknown -> Truth.UNKNOWN;
            case TcpOptionMatch option -> applies(option) ? DetailMatching.of(option, packet) : Truth.NO;
            case CommentMatch comment -> Truth.YES;
            case FamilyMatch family -> Truth.of(packet.source().family() == family.family());
            case FragmentMatch fragment -> Truth.of(packet.transport() instanceof LaterFragment);
            case IcmpMatch icmp ->
                Truth.of(packet.transport() instanceof IcmpHeader header && icmp.matches(header.type(), header.code()));
            case TcpFlagsMatch flags ->
                Truth.of(packet.transport() instanceof TcpHeader header && flags.matches(header.flags()));
            case AllOf all -> all(all.matches());
            case AnyOf any -> any(any.matches());
        };
    }

    private static Truth ofUnknownBits(long mask) {
        return mask == 0 ? Truth.YES : Truth.UNKNOWN;
    }

    /** Whether the packet has what a condition looks at; one that lacks it matches neither the condition nor its opposite. */
    private boolean applies(Match match) {
        Packet packet = traveller.packet;
        return switch (match) {
            case PortMatch port -> packet.port(Side.SOURCE) >= 0;
            case EitherPortMatch ports -> packet.port(Side.SOURCE) >= 0;
            case TcpFlagsMatch flags -> packet.transport() instanceof TcpHeader;
            case TcpOptionMatch option -> packet.transport() instanceof TcpHeader;
            case IcmpMatch icmp -> packet.transport() instanceof IcmpHeader;
            case FlowMatch flow -> traveller.connection != null;
            case DetailMatch detail -> DetailMatching.applies(detail, packet);
            case AnyOf any -> appliesToAny(any.matches());
            case Not(Match inner) -> applies(inner);
            case AddressMatch other -> true;
            case AddressTypeMatch other -> true;
            case AllOf other -> true;
            case CommentMatch other -> true;
            case ConntrackStateMatch other -> true;
            case Extension other -> true;
            case FamilyMatch other -> true;
            case FragmentMatch other -> true;
            case InterfaceMatch other -> true;
            case MarkMatch other -> true;
            case ProtocolMatch other -> true;
            case ReversePathMatch other -> true;
            case UnknownMatch other -> true;
        };
    }

    private boolean appliesToAny(List<Match> matches) {
        for (int i = 0; i < matches.size(); i++) {
            if (applies(matches.get(i))) {
                return true;
            }
        }
        return false;
    }

    private Truth extension(Extension extension) {
        if (HeaderModules.contains(extension.name())) {
            return traveller.packet.transport() instanceof LaterFragment ? Truth.NO : all(extension.options());
        }
        if (extension.options().isEmpty()) {
            return Truth.UNKNOWN;
        }
        return extension.name().equals("conntrack") && traveller.connection == null
                ? withoutFlow(extension.options())
                : all(extension.options());
    }

    /** Of a packet without a flow conntrack looks only at the state, and does not match when no state is asked for. */
    private Truth withoutFlow(List<Match> options) {
        Truth truth = Truth.NO;
        for (int i = 0; i < options.size(); i++) {
            Match option = options.get(i);
            Match asked = option instanceof Not(Match inner) ? inner : option;
            if (asked instanceof ConntrackStateMatch || asked instanceof UnknownMatch) {
                truth = of(option);
            }
        }
        return truth;
    }

    private Address address(Side side) {
        return side == Side.SOURCE ? traveller.packet.source() : traveller.packet.destination();
    }

    private boolean address(AddressMatch match) {
        return match.addresses().contains(address(match.side()));
    }

    private boolean protocol(ProtocolMatch match) {
        int number = traveller.packet.protocol().number();
        for (int i = 0; i < match.anyOf().size(); i++) {
            if (match.anyOf().get(i).number() == number) {
                return true;
            }
        }
        return match.anyOf().isEmpty();
    }

    private Truth state(ConntrackStateMatch match) {
        ConnState state = traveller.state();
        if (match.states().contains(state)) {
            return Truth.YES;
        }
        return match.translations().isEmpty() ? Truth.NO : FlowMatching.translated(match.translations(), traveller);
    }

    private static boolean contains(List<PortRange> ranges, int port) {
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).contains(port)) {
                return true;
            }
        }
        return false;
    }

    private boolean interfaces(InterfaceMatch match) {
        String name = match.direction() == Direction.IN ? traveller.packet.in() : traveller.packet.out();
        for (int i = 0; i < match.anyOf().size(); i++) {
            if (match.anyOf().get(i).matches(name)) {
                return true;
            }
        }
        return false;
    }
}
