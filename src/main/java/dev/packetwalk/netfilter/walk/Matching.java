package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.AddressTypeMatch;
import dev.packetwalk.netfilter.AllOf;
import dev.packetwalk.netfilter.AnyOf;
import dev.packetwalk.netfilter.CommentMatch;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.ConntrackStateMatch;
import dev.packetwalk.netfilter.Direction;
import dev.packetwalk.netfilter.EitherPortMatch;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.FamilyMatch;
import dev.packetwalk.netfilter.FragmentMatch;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.IcmpMatch;
import dev.packetwalk.netfilter.InterfaceMatch;
import dev.packetwalk.netfilter.InterfacePattern;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.MarkMatch;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortMatch;
import dev.packetwalk.netfilter.PortRange;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.ProtocolMatch;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.TcpFlagsMatch;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.TcpOptionMatch;
import dev.packetwalk.netfilter.UnknownMatch;
import java.util.List;

/** Whether matches hold for one packet. */
final class Matching {
    private final boolean beforeTracking;
    private final boolean markUnknown;

    /**
     * Matching as it is at one point of the packet's way.
     *
     * @param beforeTracking whether connection tracking has not looked at packets from outside yet
     * @param markUnknown whether the packet has a mark that only its flow knows
     */
    Matching(boolean beforeTracking, boolean markUnknown) {
        this.beforeTracking = beforeTracking;
        this.markUnknown = markUnknown;
    }

    Truth all(List<Match> matches, Packet packet) {
        Truth truth = Truth.YES;
        for (int i = 0; i < matches.size() && truth != Truth.NO; i++) {
            truth = truth.and(of(matches.get(i), packet));
        }
        return truth;
    }

    private Truth any(List<Match> matches, Packet packet) {
        Truth truth = Truth.NO;
        for (int i = 0; i < matches.size() && truth != Truth.YES; i++) {
            truth = truth.or(of(matches.get(i), packet));
        }
        return truth;
    }

    Truth of(Match match, Packet packet) {
        return switch (match) {
            case Not(Match inner) -> applies(inner, packet) ? of(inner, packet).not() : Truth.NO;
            case AllOf all -> all(all.matches(), packet);
            case AnyOf any -> any(any.matches(), packet);
            case Extension extension -> extension(extension, packet);
            case UnknownMatch unknown -> Truth.UNKNOWN;
            case AddressTypeMatch types -> Truth.UNKNOWN;
            case TcpOptionMatch option -> applies(option, packet) ? Truth.UNKNOWN : Truth.NO;
            case CommentMatch comment -> Truth.YES;
            case AddressMatch address ->
                Truth.of(address.addresses()
                        .contains(address.side() == Side.SOURCE ? packet.source() : packet.destination()));
            case ConntrackStateMatch states -> state(states, packet);
            case EitherPortMatch ports -> Truth.of(eitherPort(ports, packet));
            case PortMatch port -> Truth.of(contains(port.ranges(), port(port.side(), packet)));
            case FamilyMatch family -> Truth.of(packet.source().family() == family.family());
            case FragmentMatch fragment -> Truth.of(packet.transport() instanceof LaterFragment);
            case IcmpMatch icmp ->
                Truth.of(packet.transport() instanceof IcmpHeader header && icmp.matches(header.type(), header.code()));
            case InterfaceMatch name -> Truth.of(interfaces(name, packet));
            case MarkMatch mark -> markUnknown ? Truth.UNKNOWN : Truth.of(mark.matches(packet.mark()));
            case ProtocolMatch protocol ->
                Truth.of(protocol.anyOf().isEmpty() || protocol.anyOf().contains(packet.protocol()));
            case TcpFlagsMatch flags ->
                Truth.of(packet.transport() instanceof TcpHeader header && flags.matches(header.flags()));
        };
    }

    /** Whether the packet has what a condition looks at; one that lacks it matches neither the condition nor its opposite. */
    private static boolean applies(Match match, Packet packet) {
        return switch (match) {
            case PortMatch port -> port(Side.SOURCE, packet) >= 0;
            case EitherPortMatch ports -> port(Side.SOURCE, packet) >= 0;
            case TcpFlagsMatch flags -> packet.transport() instanceof TcpHeader;
            case TcpOptionMatch option -> packet.transport() instanceof TcpHeader;
            case IcmpMatch icmp -> packet.transport() instanceof IcmpHeader;
            case AnyOf any -> any.matches().stream().anyMatch(part -> applies(part, packet));
            case Not(Match inner) -> applies(inner, packet);
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
            case UnknownMatch other -> true;
        };
    }

    private Truth extension(Extension extension, Packet packet) {
        boolean header = HeaderModules.contains(extension.name());
        if (extension.options().isEmpty() && !header) {
            return Truth.UNKNOWN;
        }
        return header && packet.transport() instanceof LaterFragment ? Truth.NO : all(extension.options(), packet);
    }

    private Truth state(ConntrackStateMatch match, Packet packet) {
        boolean settled = packet.in().equals("lo") || packet.state() == ConnState.UNTRACKED;
        ConnState state = beforeTracking && !settled ? ConnState.INVALID : packet.state();
        if (match.states().contains(state)) {
            return Truth.YES;
        }
        boolean tracked = state != ConnState.INVALID && state != ConnState.UNTRACKED;
        return tracked && !match.translations().isEmpty() ? Truth.UNKNOWN : Truth.NO;
    }

    /** The port at one end; -1 when the packet shows none. */
    private static int port(Side side, Packet packet) {
        return switch (packet.transport()) {
            case TcpHeader tcp -> side == Side.SOURCE ? tcp.sourcePort() : tcp.destinationPort();
            case PortsHeader ports -> side == Side.SOURCE ? ports.sourcePort() : ports.destinationPort();
            case IcmpHeader icmp -> -1;
            case LaterFragment fragment -> -1;
            case OtherTransport other -> -1;
        };
    }

    private static boolean contains(List<PortRange> ranges, int port) {
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).contains(port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean eitherPort(EitherPortMatch match, Packet packet) {
        return contains(match.ranges(), port(Side.SOURCE, packet))
                || contains(match.ranges(), port(Side.DESTINATION, packet));
    }

    private static boolean interfaces(InterfaceMatch match, Packet packet) {
        String name = match.direction() == Direction.IN ? packet.in() : packet.out();
        for (InterfacePattern pattern : match.anyOf()) {
            if (pattern.matches(name)) {
                return true;
            }
        }
        return false;
    }
}
