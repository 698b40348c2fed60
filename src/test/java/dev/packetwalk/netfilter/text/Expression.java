package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.AddressTypeMatch;
import dev.packetwalk.netfilter.AllOf;
import dev.packetwalk.netfilter.AnyOf;
import dev.packetwalk.netfilter.CommentMatch;
import dev.packetwalk.netfilter.ConntrackStateMatch;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.DetailMatch;
import dev.packetwalk.netfilter.Direction;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.EitherPortMatch;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.FamilyMatch;
import dev.packetwalk.netfilter.FlowMatch;
import dev.packetwalk.netfilter.FragmentMatch;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.IcmpMatch;
import dev.packetwalk.netfilter.InterfaceMatch;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.MarkMatch;
import dev.packetwalk.netfilter.Masquerade;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.NetworkMap;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.PassThrough;
import dev.packetwalk.netfilter.PortMatch;
import dev.packetwalk.netfilter.ProtocolMatch;
import dev.packetwalk.netfilter.Redirect;
import dev.packetwalk.netfilter.Reject;
import dev.packetwalk.netfilter.RestoreMark;
import dev.packetwalk.netfilter.Return;
import dev.packetwalk.netfilter.ReversePathMatch;
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
import dev.packetwalk.netfilter.TcpOptionMatch;
import dev.packetwalk.netfilter.UnknownMark;
import dev.packetwalk.netfilter.UnknownMatch;
import dev.packetwalk.netfilter.UnknownTarget;
import dev.packetwalk.netfilter.VerdictMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A rule as one line of text that shows its structure, so that a test of a parser is one line too. */
final class Expression {
    private Expression() {}

    static String of(Rule rule) {
        return (list(rule.matches(), "[", "]") + " "
                        + rule.target().map(Expression::of).orElse(""))
                .strip();
    }

    private static String list(List<Match> matches, String open, String close) {
        return matches.stream().map(Expression::of).collect(Collectors.joining(", ", open, close));
    }

    private static <T> String join(List<T> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    static String of(Match match) {
        return switch (match) {
            case Not(Match inner) -> "not " + of(inner);
            case Extension extension -> list(extension.options(), extension.name() + "(", ")");
            case AllOf all -> list(all.matches(), "all(", ")");
            case AnyOf any -> list(any.matches(), "any(", ")");
            case UnknownMatch unknown -> "? " + String.join(" ", unknown.tokens());
            case AddressMatch address -> side(address.side(), "src", "dst") + address.addresses();
            case AddressTypeMatch types -> side(types.side(), "src-type", "dst-type") + join(types.types());
            case CommentMatch comment -> "# " + comment.text();
            case ConntrackStateMatch states -> "state " + ConnStates.print(states);
            case EitherPortMatch ports -> "ports " + join(ports.ranges());
            case PortMatch port -> side(port.side(), "sport", "dport") + join(port.ranges());
            case FamilyMatch family -> "family " + family.family().keyword();
            case FragmentMatch fragment -> "fragment";
            case IcmpMatch icmp -> "icmp " + IcmpTypes.printV4(icmp);
            case InterfaceMatch name -> (name.direction() == Direction.IN ? "in " : "out ") + join(name.anyOf());
            case MarkMatch mark -> "mark 0x%x/0x%x".formatted(mark.value(), mark.mask());
            case ProtocolMatch protocol -> "proto " + join(protocol.anyOf());
            case TcpFlagsMatch flags ->
                "flags " + TcpFlagWords.print(flags.mask()) + " " + TcpFlagWords.print(flags.set());
            case TcpOptionMatch option -> "tcp-option " + option.kind();
            case DetailMatch detail -> detail.toString();
            case FlowMatch flow -> flow.toString();
            case ReversePathMatch path -> path.toString();
        };
    }

    private static String side(Side side, String source, String destination) {
        return (side == Side.SOURCE ? source : destination) + " ";
    }

    static String of(Target target) {
        return switch (target) {
            case Accept accept -> "accept";
            case Drop drop -> "drop";
            case Reject reject -> "reject " + reject.with();
            case Return back -> "return";
            case Jump jump -> "jump " + jump.chain();
            case Goto to -> "goto " + to.chain();
            case VerdictMap map ->
                map.entries().stream()
                        .map(entry -> of(entry.match()) + " : " + of(entry.target()))
                        .collect(Collectors.joining(", ", "vmap {", "}"));
            case SetMark mark -> "mark 0x%x/0x%x".formatted(mark.value(), mark.mask());
            case SetFlowMark mark -> "flow mark 0x%x/0x%x".formatted(mark.value(), mark.mask());
            case SaveMark mark -> "save mark 0x%x/0x%x".formatted(mark.packetMask(), mark.flowMask());
            case RestoreMark mark -> "restore mark 0x%x/0x%x".formatted(mark.packetMask(), mark.flowMask());
            case UnknownMark mark -> "restore mark";
            case SetHops hops -> hops.toString();
            case SetTos tos -> tos.toString();
            case NetworkMap map -> "netmap " + map.to();
            case NoTrack notrack -> "notrack " + notrack.name();
            case DestinationNat nat -> ("dnat " + to(nat.addresses(), nat.ports(), nat.options()));
            case SourceNat nat -> "snat " + to(nat.addresses(), nat.ports(), nat.options());
            case Masquerade masquerade ->
                "masquerade " + to(Optional.empty(), masquerade.ports(), masquerade.options());
            case Redirect redirect -> "redirect " + to(Optional.empty(), redirect.ports(), redirect.options());
            case PassThrough other -> ("then " + other.name() + " " + String.join(" ", other.options())).strip();
            case Sequence sequence ->
                sequence.targets().stream().map(Expression::of).collect(Collectors.joining(" & "));
            case UnknownTarget other -> ("? " + other.name() + " " + String.join(" ", other.options())).strip();
        };
    }

    private static String to(Optional<?> addresses, Optional<?> ports, List<String> options) {
        return (addresses.map(Object::toString).orElse("")
                        + ports.map(range -> ":" + range).orElse("") + " " + String.join(" ", options))
                .strip();
    }
}
