package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.Masquerade;
import dev.packetwalk.netfilter.NetworkMap;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PassThrough;
import dev.packetwalk.netfilter.Redirect;
import dev.packetwalk.netfilter.Reject;
import dev.packetwalk.netfilter.RestoreMark;
import dev.packetwalk.netfilter.Return;
import dev.packetwalk.netfilter.SaveMark;
import dev.packetwalk.netfilter.Sequence;
import dev.packetwalk.netfilter.SetFlowMark;
import dev.packetwalk.netfilter.SetHops;
import dev.packetwalk.netfilter.SetMark;
import dev.packetwalk.netfilter.SetTos;
import dev.packetwalk.netfilter.SourceNat;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.UnknownMark;
import dev.packetwalk.netfilter.UnknownTarget;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.VerdictMap;
import org.jspecify.annotations.Nullable;

/** A packet's way through a base chain and the chains that it calls. */
final class ChainWalk {
    /** Rulesets that the kernel loads stay far below; one that does not can't keep the walk busy. */
    private static final int MOST_RULES = 2_000_000;

    /** The kernel loads no ruleset whose chains call each other deeper than 16 (NFT_JUMP_STACK_SIZE). */
    private static final int DEEPEST = 64;

    private final Traveller traveller;
    private final Matching matching;
    private final Translator translator;
    private final Marks marks;
    private final Rejection rejection;
    private final Choices choices;
    private final Trail trail;
    private final PreparedChain[] called = new PreparedChain[DEEPEST];
    private int depth;
    private int tried;

    /** Whether a map had no entry for the packet: the rule then does not match, and the kernel does not speak of it. */
    private boolean unmapped;

    private @Nullable RuleAt by;
    private @Nullable Ending ending;

    /** What happens after a rule. */
    enum After {
        NEXT_RULE,
        /** The chain is done: on with the rule behind the call, or with the policy. */
        LEAVE_CHAIN,
        /** The base chain lets the packet pass. */
        PASSED,
        /** The packet ends here. */
        ENDED
    }

    ChainWalk(Traveller traveller, RoutingTable routing, Choices choices, Trail trail) {
        this.traveller = traveller;
        this.matching = new Matching(traveller, routing);
        this.translator = new Translator(traveller, routing, choices);
        this.marks = new Marks(traveller);
        this.rejection = new Rejection(routing);
        this.choices = choices;
        this.trail = trail;
    }

    /** The rule that took the packet out of the last base chain; null when it was the policy's to decide. */
    @Nullable
    RuleAt by() {
        return by;
    }

    /** How the packet ends; null when it does not. */
    @Nullable
    Ending ending() {
        return ending;
    }

    Translator translator() {
        return translator;
    }

    /** Takes the packet through a base chain: LEAVE_CHAIN when its policy decides. */
    After base(PreparedChain chain) {
        by = null;
        return chain(chain);
    }

    private After chain(PreparedChain chain) {
        PreparedRule[] rules = chain.rules;
        int from = 0;
        for (int i = next(chain, from); i < rules.length; i = next(chain, i + 1)) {
            PreparedRule rule = rules[i];
            tried += i - from + 1;
            from = i + 1;
            if (tried > MOST_RULES) {
                return end(Ending.of(Verdict.UNDECIDED, rule.at));
            }
            Truth truth = matching.all(rule.matches);
            if (truth != Truth.NO && (truth == Truth.YES || (rule.matters() && choices.matches(rule.at)))) {
                After after = matched(rule, chain);
                if (after != After.NEXT_RULE) {
                    RuleAt taker = by == null || after == After.LEAVE_CHAIN ? rule.at : by;
                    trail.unreached(chain, i + 1, taker, matching);
                    return after;
                }
            }
        }
        return After.LEAVE_CHAIN;
    }

    private int next(PreparedChain chain, int from) {
        return chain.sieve.next(from, traveller.packet);
    }

    private After matched(PreparedRule rule, PreparedChain chain) {
        int place = trail.open(traveller.hook, rule.at, traveller.packet);
        Target target = rule.target;
        if (target == null) {
            return After.NEXT_RULE;
        }
        boolean calls = target instanceof Jump || target instanceof Goto || target instanceof VerdictMap;
        unmapped = false;
        After after = apply(target, rule.at, chain);
        if (!calls) {
            trail.close(place, traveller.packet);
        } else if (unmapped) {
            trail.takeBack(place);
        }
        return after;
    }

    private After apply(Target target, RuleAt at, PreparedChain chain) {
        return switch (target) {
            case Accept accept -> pass(at);
            case Drop drop -> end(Ending.of(Verdict.DROP, at));
            case Reject reject -> end(new Ending(Verdict.REJECT, at, rejection.with(reject.with(), traveller.packet)));
            case UnknownTarget unknown -> end(Ending.of(Verdict.UNDECIDED, at));
            case Return back -> After.LEAVE_CHAIN;
            case Jump jump -> jump(jump.chain(), at, chain);
            case Goto to -> call(to.chain(), at, chain);
            case VerdictMap map -> map(map, at, chain);
            case Sequence sequence -> sequence(sequence, at, chain);
            case PassThrough beside -> beside(beside);
            case SetMark mark -> marks.apply(mark);
            case SetFlowMark mark -> marks.apply(mark);
            case SaveMark mark -> marks.apply(mark);
            case RestoreMark mark -> marks.apply(mark);
            case UnknownMark mark -> marks.apply(mark);
            case SetHops hops -> marks.apply(hops);
            case SetTos tos -> marks.apply(tos);
            case NoTrack notrack -> notrack();
            case DestinationNat nat -> {
                translator.apply(nat, at);
                yield pass(at);
            }
            case SourceNat nat -> {
                translator.apply(nat);
                yield pass(at);
            }
            case NetworkMap map -> {
                translator.apply(map);
                yield pass(at);
            }
            case Masquerade masquerade -> translator.apply(masquerade) ? pass(at) : end(Ending.of(Verdict.DROP, at));
            case Redirect redirect -> translator.apply(redirect) ? pass(at) : end(Ending.of(Verdict.DROP, at));
        };
    }

    private After pass(RuleAt at) {
        by = at;
        return After.PASSED;
    }

    private After end(Ending how) {
        ending = how;
        by = how.by() instanceof RuleAt rule ? rule : null;
        return After.ENDED;
    }

    private After jump(String name, RuleAt at, PreparedChain from) {
        After after = call(name, at, from);
        return after == After.LEAVE_CHAIN ? After.NEXT_RULE : after;
    }

    private After call(String name, RuleAt at, PreparedChain from) {
        PreparedChain chain = from.table.chain(name);
        if (chain == null || chain == from || depth == DEEPEST || isCalled(chain)) {
            return end(Ending.of(Verdict.UNDECIDED, at));
        }
        called[depth++] = from;
        After after = chain(chain);
        depth--;
        return after;
    }

    private boolean isCalled(PreparedChain chain) {
        for (int i = 0; i < depth; i++) {
            if (called[i] == chain) {
                return true;
            }
        }
        return false;
    }

    private After map(VerdictMap map, RuleAt at, PreparedChain chain) {
        for (int i = 0; i < map.entries().size(); i++) {
            VerdictMap.Entry entry = map.entries().get(i);
            Truth truth = matching.of(entry.match());
            if (truth == Truth.YES || (truth == Truth.UNKNOWN && choices.matches(at))) {
                After after = apply(entry.target(), at, chain);
                unmapped = false;
                return after;
            }
        }
        unmapped = true;
        return After.NEXT_RULE;
    }

    private After sequence(Sequence sequence, RuleAt at, PreparedChain chain) {
        After after = After.NEXT_RULE;
        for (int i = 0; i < sequence.targets().size() && after == After.NEXT_RULE; i++) {
            after = apply(sequence.targets().get(i), at, chain);
        }
        return after;
    }

    /** A target that may change what is known of the packet beside its addresses. */
    private After beside(PassThrough target) {
        if (PreparedRule.CHANGING_DETAILS.contains(target.name())) {
            traveller.packet = Marks.withoutWhat(target.name(), traveller.packet);
        }
        return After.NEXT_RULE;
    }

    /** Does nothing to a packet that is tracked already; over loopback it can be. */
    private After notrack() {
        if (!traveller.tracked) {
            traveller.packet = exempted(traveller.packet);
        }
        return After.NEXT_RULE;
    }

    private static Packet exempted(Packet packet) {
        return packet.state() == ConnState.UNTRACKED ? packet : packet.withState(ConnState.UNTRACKED);
    }
}
