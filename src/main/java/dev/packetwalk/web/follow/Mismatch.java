package dev.packetwalk.web.follow;

import static dev.packetwalk.web.follow.Said.Sentence;

import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.AddressTypeMatch;
import dev.packetwalk.netfilter.AllOf;
import dev.packetwalk.netfilter.AnyOf;
import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.CommentMatch;
import dev.packetwalk.netfilter.ConntrackStateMatch;
import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.DetailMatch;
import dev.packetwalk.netfilter.Direction;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.EitherPortMatch;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.FamilyMatch;
import dev.packetwalk.netfilter.FlowMatch;
import dev.packetwalk.netfilter.FragmentMatch;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Host;
import dev.packetwalk.netfilter.IcmpMatch;
import dev.packetwalk.netfilter.InterfaceMatch;
import dev.packetwalk.netfilter.MarkMatch;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.PortMatch;
import dev.packetwalk.netfilter.ProtocolMatch;
import dev.packetwalk.netfilter.ReversePathMatch;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.TcpFlagsMatch;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.TcpOptionMatch;
import dev.packetwalk.netfilter.UnknownMatch;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.walk.Walker;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says which of a rule's conditions a packet does not meet, and how it is instead: each is asked by itself, by the same walker. */
final class Mismatch {
    private static final String CHAIN = "WHY";
    private static final String LINE = "-A " + CHAIN + " ";

    private final Host host;

    Mismatch(Host host) {
        this.host = host;
    }

    /** The first condition that does not hold, in the rule's own spelling, and how the packet is; null when none can be named. */
    @Nullable
    Said of(Rule rule, Hook hook, Packet packet) {
        for (Match match : rule.matches()) {
            if (!holds(match, hook, packet)) {
                return text(ruleset(hook, match, Optional.empty()))
                        .map(condition -> said(condition, failing(match, hook, packet), packet))
                        .orElse(null);
            }
        }
        return null;
    }

    private boolean holds(Match match, Hook hook, Packet packet) {
        Ruleset alone = ruleset(hook, match, Optional.of(new Drop()));
        return Walker.of(alone, host, List.of()).at(hook, packet).verdict() != Verdict.ACCEPT;
    }

    /** The part of a condition of several parts that does not hold. */
    private Match failing(Match match, Hook hook, Packet packet) {
        return switch (match) {
            case Extension(String _, List<Match> options) -> firstFailing(match, options, hook, packet);
            case AllOf(List<Match> matches) -> firstFailing(match, matches, hook, packet);
            // What is turned around fails because it holds, so what it asks about is the same.
            case Not(Match inner) when !(inner instanceof Extension) -> inner;
            case AddressMatch _, AddressTypeMatch _, AnyOf _, CommentMatch _, ConntrackStateMatch _, DetailMatch _ ->
                match;
            case EitherPortMatch _, FamilyMatch _, FlowMatch _, FragmentMatch _, IcmpMatch _, InterfaceMatch _ -> match;
            case MarkMatch _, Not _, PortMatch _, ProtocolMatch _, ReversePathMatch _, TcpFlagsMatch _ -> match;
            case TcpOptionMatch _, UnknownMatch _ -> match;
        };
    }

    private Match firstFailing(Match whole, List<Match> parts, Hook hook, Packet packet) {
        return parts.stream()
                .filter(part -> !holds(part, hook, packet))
                .findFirst()
                .map(part -> failing(part, hook, packet))
                .orElse(whole);
    }

    /** How the packet is where a condition asks about it. */
    private static Said said(String condition, Match asked, Packet packet) {
        return switch (asked) {
            case InterfaceMatch(Direction direction, var _) -> iface(condition, direction, packet);
            case AddressMatch(Side side, var _) ->
                side == Side.SOURCE
                        ? Sentence.NOT_MET_SOURCE.with(condition, packet.source())
                        : Sentence.NOT_MET_DESTINATION.with(condition, packet.destination());
            case PortMatch(Side side, var _)
            when packet.port(side) >= 0 ->
                (side == Side.SOURCE ? Sentence.NOT_MET_SOURCE_PORT : Sentence.NOT_MET_DESTINATION_PORT)
                        .with(condition, packet.port(side));
            case ProtocolMatch _, PortMatch _ -> Sentence.NOT_MET_PROTOCOL.with(condition, packet.protocol());
            case ConntrackStateMatch _ -> Sentence.NOT_MET_STATE.with(condition, packet.state());
            case TcpFlagsMatch _
            when packet.transport() instanceof TcpHeader tcp ->
                Sentence.NOT_MET_FLAGS.with(condition, PacketView.flags(tcp));
            case AddressTypeMatch _, AllOf _, AnyOf _, CommentMatch _, DetailMatch _, EitherPortMatch _, Extension _ ->
                Sentence.NOT_MET.with(condition);
            case FamilyMatch _, FlowMatch _, FragmentMatch _, IcmpMatch _, MarkMatch _, Not _, ReversePathMatch _ ->
                Sentence.NOT_MET.with(condition);
            case TcpFlagsMatch _, TcpOptionMatch _, UnknownMatch _ -> Sentence.NOT_MET.with(condition);
        };
    }

    private static Said iface(String condition, Direction direction, Packet packet) {
        return switch (direction) {
            case IN ->
                packet.in().isEmpty()
                        ? Sentence.NOT_MET_MADE_HERE.with(condition)
                        : Sentence.NOT_MET_IN.with(condition, packet.in());
            case OUT ->
                packet.out().isEmpty()
                        ? Sentence.NOT_MET.with(condition)
                        : Sentence.NOT_MET_OUT.with(condition, packet.out());
        };
    }

    private static Ruleset ruleset(Hook hook, Match match, Optional<Target> target) {
        Rule rule = new Rule("", 1, Optional.empty(), List.of(match), target);
        BaseChain base = new BaseChain(BaseChain.Type.FILTER, hook, 0, Policy.ACCEPT);
        Chain chain = new Chain(CHAIN, Optional.of(base), Counters.ZERO, List.of(rule));
        return new Ruleset(List.of(new Table(Family.IP, "filter", "", List.of(chain))));
    }

    private static Optional<String> text(Ruleset ruleset) {
        return IptablesSave.print(ruleset)
                .lines()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.substring(LINE.length()).strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
