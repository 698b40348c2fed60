package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.AddressRange;
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
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.FamilyMatch;
import dev.packetwalk.netfilter.FlowMatch;
import dev.packetwalk.netfilter.FragmentMatch;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.IcmpMatch;
import dev.packetwalk.netfilter.InterfaceMatch;
import dev.packetwalk.netfilter.InterfacePattern;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.MarkMatch;
import dev.packetwalk.netfilter.Masquerade;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.NetworkMap;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.PassThrough;
import dev.packetwalk.netfilter.PortMatch;
import dev.packetwalk.netfilter.PortRange;
import dev.packetwalk.netfilter.Protocol;
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

/** Prints a rule's matches and target as iptables-save does. */
final class RulePrinter {
    private static final long ALL_BITS = 0xffff_ffffL;

    private RulePrinter() {}

    /** What follows {@code -A chain}, with a leading blank unless there is nothing. */
    static String print(Rule rule) {
        StringBuilder text = new StringBuilder();
        rule.matches().forEach(match -> text.append(match(match, "")));
        rule.target().ifPresent(target -> text.append(target(target)));
        return text.toString();
    }

    /** A condition in iptables-save's words: {@code -i lo}. */
    static String words(Match match) {
        return match(match, "").strip();
    }

    /** A target in iptables-save's words: {@code -j DNAT --to-destination 10.0.0.1}. */
    static String words(Target target) {
        return target(target).strip();
    }

    private static String match(Match match, String module) {
        return switch (match) {
            case Not(Match inner) -> " !" + match(inner, module);
            case Extension extension ->
                " -m " + extension.name()
                        + extension.options().stream()
                                .map(option -> match(option, extension.name()))
                                .collect(Collectors.joining());
            case AllOf all -> joined(all.matches(), module);
            case AnyOf any -> joined(any.matches(), module);
            case UnknownMatch unknown -> words(unknown.tokens());
            case AddressMatch address -> address(address, module);
            case AddressTypeMatch types ->
                (types.side() == Side.SOURCE ? " --src-type " : " --dst-type ") + String.join(",", types.types());
            case CommentMatch comment -> " --comment " + quoted(comment.text());
            case ConntrackStateMatch states ->
                (module.equals("state") ? " --state " : " --ctstate ") + ConnStates.print(states);
            case EitherPortMatch ports -> " --ports " + ports(ports.ranges());
            case PortMatch port ->
                (port.side() == Side.SOURCE ? " --sport" : " --dport")
                        + (module.equals("multiport") ? "s " : " ")
                        + ports(port.ranges());
            case FamilyMatch family -> family.family() == Family.IP6 ? " -6" : " -4";
            case FragmentMatch fragment -> " -f";
            case IcmpMatch icmp ->
                module.equals("icmp")
                        ? " --icmp-type " + IcmpTypes.printV4(icmp)
                        : " --icmpv6-type " + IcmpTypes.printV6(icmp);
            case InterfaceMatch name ->
                (name.direction() == Direction.IN ? " -i " : " -o ")
                        + name.anyOf().stream().map(InterfacePattern::toString).collect(Collectors.joining(","));
            case MarkMatch mark -> " --mark " + masked(mark.value(), mark.mask());
            case ProtocolMatch protocol ->
                " -p "
                        + (protocol.anyOf().isEmpty()
                                ? "all"
                                : protocol.anyOf().stream()
                                        .map(Protocol::toString)
                                        .collect(Collectors.joining(",")));
            case TcpFlagsMatch flags ->
                " --tcp-flags " + TcpFlagWords.print(flags.mask()) + " " + TcpFlagWords.print(flags.set());
            case TcpOptionMatch option -> " --tcp-option " + option.kind();
            case DetailMatch detail -> DetailOptions.print(detail, module);
            case FlowMatch flow -> FlowOptions.print(flow);
            case ReversePathMatch path -> OptionReader.print(path);
        };
    }

    private static String joined(List<Match> matches, String module) {
        return matches.stream().map(part -> match(part, module)).collect(Collectors.joining());
    }

    private static String address(AddressMatch match, String module) {
        if (module.equals("iprange") && match.addresses() instanceof AddressRange range) {
            return (match.side() == Side.SOURCE ? " --src-range " : " --dst-range ") + range;
        }
        return (match.side() == Side.SOURCE ? " -s " : " -d ") + match.addresses();
    }

    private static String ports(List<PortRange> ranges) {
        return ranges.stream().map(PortRange::toString).collect(Collectors.joining(","));
    }

    static String masked(long value, long mask) {
        return "0x" + Long.toHexString(value) + (mask == ALL_BITS ? "" : "/0x" + Long.toHexString(mask));
    }

    private static String words(List<String> words) {
        return words.isEmpty() ? "" : " " + String.join(" ", words);
    }

    /** As xtables_save_string of libxtables 1.8.9 does: bare when it is one plain word. */
    static String quoted(String text) {
        boolean plain = !text.isEmpty()
                && text.chars().allMatch(c -> c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
        return plain ? text : "\"" + text.replaceAll("([\\\\\"'])", "\\\\$1") + "\"";
    }

    private static String target(Target target) {
        return switch (target) {
            case Accept accept -> " -j ACCEPT";
            case Drop drop -> " -j DROP";
            case Return back -> " -j RETURN";
            case Reject reject -> " -j REJECT --reject-with " + reject.with();
            case Jump jump -> " -j " + jump.chain();
            case Goto to -> " -g " + to.chain();
            case SetMark mark ->
                " -j MARK --set-xmark 0x" + Long.toHexString(mark.value()) + "/0x" + Long.toHexString(mark.mask());
            case SetFlowMark mark -> FlowMarkTargets.print(mark);
            case SaveMark mark -> FlowMarkTargets.print(mark);
            case RestoreMark mark -> FlowMarkTargets.print(mark);
            case UnknownMark mark -> " -j CONNMARK" + words(mark.options());
            case NoTrack notrack -> notrack.name().equals("CT") ? " -j CT --notrack" : " -j NOTRACK";
            case DestinationNat nat ->
                " -j DNAT --to-destination " + to(nat.addresses(), nat.ports()) + words(nat.options());
            case SourceNat nat -> " -j SNAT --to-source " + to(nat.addresses(), nat.ports()) + words(nat.options());
            case Masquerade masquerade -> " -j MASQUERADE" + toPorts(masquerade.ports()) + words(masquerade.options());
            case SetHops hops -> DetailTargets.print(hops);
            case SetTos tos -> DetailTargets.print(tos);
            case NetworkMap map -> " -j NETMAP --to " + map.to();
            case Redirect redirect -> " -j REDIRECT" + toPorts(redirect.ports()) + words(redirect.options());
            case PassThrough other -> " -j " + other.name() + words(other.options());
            case UnknownTarget other -> " -j " + other.name() + words(other.options());
            case Sequence sequence ->
                sequence.targets().stream().map(RulePrinter::target).collect(Collectors.joining());
            case VerdictMap map ->
                map.entries().stream()
                        .map(entry -> match(entry.match(), "") + target(entry.target()))
                        .collect(Collectors.joining());
        };
    }

    private static String to(Optional<dev.packetwalk.netfilter.AddressRange> addresses, Optional<PortRange> ports) {
        String address =
                addresses.map(range -> address(range, ports.isPresent())).orElse("");
        return address + ports.map(range -> ":" + dashed(range)).orElse("");
    }

    private static String address(AddressRange range, boolean withPorts) {
        String text = range.first().equals(range.last()) ? range.first().toString() : range.toString();
        return withPorts && range.first().family() == Family.IP6 ? "[" + text.replace("-", "]-[") + "]" : text;
    }

    private static String toPorts(Optional<PortRange> ports) {
        return ports.map(range -> " --to-ports " + dashed(range)).orElse("");
    }

    private static String dashed(PortRange range) {
        return range.toString().replace(':', '-');
    }
}
