package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.AddressRange;
import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.Masquerade;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PassThrough;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.PortRange;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Redirect;
import dev.packetwalk.netfilter.Reject;
import dev.packetwalk.netfilter.RestoreMark;
import dev.packetwalk.netfilter.Return;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Sequence;
import dev.packetwalk.netfilter.SetMark;
import dev.packetwalk.netfilter.SourceNat;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.UnknownTarget;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.VerdictMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One way of a packet through a ruleset, given which of the rules that can't be told match. */
final class WayThrough {
    /** Rulesets that the kernel loads stay far below; one that does not can't keep the walk busy. */
    private static final int MOST_RULES = 2_000_000;

    private final Ruleset ruleset;
    private final Map<RuleAt, Boolean> given;
    private final Map<RuleAt, Boolean> assumed = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();

    private final Set<String> active = new HashSet<>();

    // Where the packet is, and how it looks there.
    private Packet packet;
    private Hook hook = Hook.PREROUTING;
    private Matching matching = new Matching(false, false);
    private boolean markUnknown;
    private int tried;
    private @Nullable Decider accepted;
    private @Nullable Ending ending;

    private record Ending(Verdict verdict, Decider by) {}

    /** What happens after a rule. */
    private enum After {
        NEXT_RULE,
        LEAVE_CHAIN,
        /** The base chain is done: the packet passed it, or {@link #ending} says how it ended. */
        DECIDED
    }

    WayThrough(Ruleset ruleset, Packet packet, Map<RuleAt, Boolean> given) {
        this.ruleset = ruleset;
        this.packet = packet;
        this.given = given;
    }

    /** Every rule that could not be told, in the order met, and what was taken for granted. */
    Map<RuleAt, Boolean> assumed() {
        return assumed;
    }

    boolean wasGiven(RuleAt rule) {
        return given.containsKey(rule);
    }

    Walk walk(List<Hook> hooks) {
        Packet start = packet;
        for (Hook next : hooks) {
            hook = next;
            for (HookRun.Registered registered : HookRun.chains(ruleset, hook)) {
                if (ending == null && sees(registered)) {
                    base(registered);
                }
            }
        }
        Ending end = ending;
        if (end != null) {
            return new Walk(start, end.verdict, end.by, steps, List.of(), Optional.empty(), Optional.empty(), List.of());
        }
        Decider by = accepted == null ? new NothingDecides(hook) : accepted;
        return new Walk(start, Verdict.ACCEPT, by, steps, List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    private boolean sees(HookRun.Registered registered) {
        boolean family = switch (registered.table().family()) {
            case IP, IP6 -> packet.source().family() == registered.table().family();
            case INET -> true;
            case ARP, BRIDGE, NETDEV -> false;
        };
        boolean related = packet.state() == ConnState.RELATED && !(packet.transport() instanceof IcmpHeader);
        return family && (registered.base().type() != BaseChain.Type.NAT || packet.state() == ConnState.NEW || related);
    }

    private void base(HookRun.Registered in) {
        matching = new Matching(in.beforeTracking(), markUnknown);
        if (chain(in, in.chain()) == After.DECIDED) {
            return;
        }
        Policy policy = in.base().policy();
        PolicyOf by =
                new PolicyOf(in.table().family(), in.table().name(), in.chain().name(), policy);
        steps.add(new Step(hook, by, packet));
        if (policy == Policy.ACCEPT) {
            accept(in, by);
        } else {
            ending = new Ending(Verdict.DROP, by);
        }
    }

    private void accept(HookRun.Registered in, Decider by) {
        boolean keep = accepted instanceof RuleAt && !(by instanceof RuleAt);
        if (in.filtering() && !keep) {
            accepted = by;
        }
    }

    private After chain(HookRun.Registered in, Chain chain) {
        List<Rule> rules = chain.rules();
        for (int i = 0; i < rules.size(); i++) {
            if (++tried > MOST_RULES) {
                return end(
                        Verdict.UNDECIDED,
                        new RuleAt(in.table().family(), in.table().name(), chain.name(), i + 1, rules.get(i)));
            }
            Truth truth = matching.all(rules.get(i).matches(), packet);
            if (truth != Truth.NO) {
                RuleAt at = new RuleAt(in.table().family(), in.table().name(), chain.name(), i + 1, rules.get(i));
                After after = truth == Truth.YES || matches(at) ? matched(in, at) : After.NEXT_RULE;
                if (after != After.NEXT_RULE) {
                    return after;
                }
            }
        }
        return After.LEAVE_CHAIN;
    }

    /** What a rule that can't be told is taken to do on this way. */
    private boolean matches(RuleAt at) {
        boolean matters = at.rule().target().isPresent() && !(at.rule().target().get() instanceof PassThrough);
        if (!matters) {
            return false;
        }
        boolean matches = given.getOrDefault(at, false);
        assumed.put(at, matches);
        return matches;
    }

    private After matched(HookRun.Registered in, RuleAt at) {
        Optional<Target> target = at.rule().target();
        int place = steps.size();
        After after = target.isEmpty() ? After.NEXT_RULE : apply(target.get(), at, in);
        Packet changed = steps.size() == place ? packet : steps.get(place).packet();
        steps.add(place, new Step(hook, at, changed));
        return after;
    }

    private After apply(Target target, RuleAt at, HookRun.Registered in) {
        return switch (target) {
            case Accept accept -> pass(in, at, packet);
            case Drop drop -> end(Verdict.DROP, at);
            case Reject reject -> end(Verdict.REJECT, at);
            case UnknownTarget unknown -> end(Verdict.UNDECIDED, at);
            case Return back -> After.LEAVE_CHAIN;
            case Jump jump -> call(jump.chain(), at, in) == After.DECIDED ? After.DECIDED : After.NEXT_RULE;
            case Goto to -> call(to.chain(), at, in);
            case VerdictMap map -> map(map, at, in);
            case Sequence sequence -> sequence(sequence, at, in);
            case PassThrough beside -> After.NEXT_RULE;
            case SetMark mark -> setMark(mark, in);
            case RestoreMark mark -> restoreMark(in);
            case NoTrack notrack -> notrack(in);
            case DestinationNat nat -> pass(in, at, translated(packet, nat.addresses(), nat.ports()));
            case Redirect redirect -> pass(in, at, translated(packet, Optional.empty(), redirect.ports()));
            case SourceNat nat -> pass(in, at, packet);
            case Masquerade masquerade -> pass(in, at, packet);
        };
    }

    private After change(Packet changed) {
        packet = changed;
        return After.NEXT_RULE;
    }

    private After setMark(SetMark mark, HookRun.Registered in) {
        markUnknown &= mark.mask() != 0xffff_ffffL;
        matching = new Matching(in.beforeTracking(), markUnknown);
        return change(packet.withMark(mark.apply(packet.mark())));
    }

    private After restoreMark(HookRun.Registered in) {
        markUnknown = true;
        matching = new Matching(in.beforeTracking(), true);
        return After.NEXT_RULE;
    }

    private After notrack(HookRun.Registered in) {
        boolean seen = !in.beforeTracking() || packet.in().equals("lo");
        return seen ? After.NEXT_RULE : change(packet.withState(ConnState.UNTRACKED));
    }

    private After pass(HookRun.Registered in, RuleAt at, Packet changed) {
        packet = changed;
        accept(in, at);
        return After.DECIDED;
    }

    private After end(Verdict verdict, RuleAt at) {
        ending = new Ending(verdict, at);
        return After.DECIDED;
    }

    private After call(String name, RuleAt at, HookRun.Registered in) {
        Optional<Chain> chain = in.table().chain(name);
        if (chain.isEmpty() || at.chain().equals(name) || !active.add(name)) {
            return end(Verdict.UNDECIDED, at);
        }
        After after = chain(in, chain.get());
        active.remove(name);
        return after;
    }

    private After map(VerdictMap map, RuleAt at, HookRun.Registered in) {
        for (VerdictMap.Entry entry : map.entries()) {
            Truth truth = matching.of(entry.match(), packet);
            if (truth == Truth.YES || (truth == Truth.UNKNOWN && matches(at))) {
                return apply(entry.target(), at, in);
            }
        }
        return After.NEXT_RULE;
    }

    private After sequence(Sequence sequence, RuleAt at, HookRun.Registered in) {
        After after = After.NEXT_RULE;
        for (Target target : sequence.targets()) {
            after = after == After.NEXT_RULE ? apply(target, at, in) : after;
        }
        return after;
    }

    private static Packet translated(Packet packet, Optional<AddressRange> addresses, Optional<PortRange> ports) {
        Packet there =
                addresses.map(range -> packet.withDestination(range.first())).orElse(packet);
        if (ports.isEmpty()) {
            return there;
        }
        int port = ports.get().first();
        return switch (there.transport()) {
            case TcpHeader tcp -> there.withTransport(new TcpHeader(tcp.sourcePort(), port, tcp.flags()));
            case PortsHeader udp -> there.withTransport(new PortsHeader(udp.protocol(), udp.sourcePort(), port));
            default -> there;
        };
    }
}
