package dev.packetwalk.web.follow;

import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.FlowDirection;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.Reject;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.walk.Cause;
import dev.packetwalk.netfilter.walk.FlowRewrite;
import dev.packetwalk.netfilter.walk.NothingDecides;
import dev.packetwalk.netfilter.walk.PolicyOf;
import dev.packetwalk.netfilter.walk.Routing;
import dev.packetwalk.netfilter.walk.Routing.Decision;
import dev.packetwalk.netfilter.walk.RuleAt;
import dev.packetwalk.netfilter.walk.Step;
import dev.packetwalk.netfilter.walk.Tracking;
import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.sandbox.TraceMessage;
import dev.packetwalk.sandbox.TraceMessage.Event;
import dev.packetwalk.sandbox.TraceMessage.Seen;
import dev.packetwalk.sandbox.TraceMessage.Then;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a walk of what the kernel told about a packet. What the kernel does not tell by itself is put in between: the look of
 * connection tracking before the first message that knows a state, and the routing decision before the first at another hook.
 */
final class TracedWalk {
    /** Tables in which chains of filters stand that are not there to decide. */
    private static final Set<String> PREPARING = Set.of("raw", "mangle", "security");

    /** The priority at which connection tracking looks at packets. */
    private static final int TRACKING = -200;

    private final Ruleset ruleset;
    private final boolean forwarding;
    private final List<TraceMessage> messages;
    private final List<Step> steps = new ArrayList<>();
    private Hook hook;
    private Packet packet;
    private boolean tracked;
    private @Nullable Cause accepted;
    private Verdict verdict = Verdict.UNDECIDED;
    private @Nullable Cause ended;

    private TracedWalk(Ruleset ruleset, boolean forwarding, List<TraceMessage> messages) {
        this.ruleset = ruleset;
        this.forwarding = forwarding;
        this.messages = messages;
        this.hook = markedHook(messages.getFirst());
        this.packet = messages.getFirst().seen().orElseThrow().packet();
    }

    /**
     * The walk of the packet that a trace begins with, over lo both out and in; empty when it shows no packet setting out, or a rule that is not in the ruleset.
     *
     * @param forwarding whether the box passes packets on
     */
    static Optional<Walk> of(Ruleset ruleset, boolean forwarding, List<TraceMessage> trace) {
        List<TraceMessage> own = trace.stream().dropWhile(m -> !m.starts()).toList();
        int next = 1;
        while (next < own.size() && (!own.get(next).starts() || own.get(next).returns())) {
            next++;
        }
        if (own.isEmpty() || !own.subList(0, next).stream().allMatch(m -> isKnown(ruleset, m))) {
            return Optional.empty();
        }
        return Optional.of(new TracedWalk(ruleset, forwarding, own.subList(0, next)).walk());
    }

    private static boolean isKnown(Ruleset ruleset, TraceMessage message) {
        if (message.table().equals(TraceMessage.MARKER_TABLE)) {
            return true;
        }
        Optional<Chain> chain = chain(ruleset, message);
        return switch (message.event()) {
            case Event.Matched matched ->
                chain.filter(c -> matched.number() >= 1
                                && matched.number() <= c.rules().size())
                        .isPresent();
            case Event.ChainEnded _, Event.Decided _ -> chain.isPresent();
        };
    }

    private static Optional<Chain> chain(Ruleset ruleset, TraceMessage message) {
        return ruleset.table(message.family(), message.table()).flatMap(table -> table.chain(message.chain()));
    }

    private Walk walk() {
        Packet first = packet;
        if (hook == Hook.OUTPUT) {
            step(new Routing(Decision.SEND, packet.destination(), packet.out()));
        }
        for (int i = 1; i < messages.size() && ended == null; i++) {
            take(i);
        }
        if (ended == null) {
            conclude();
        }
        Cause by = ended != null ? ended : accepted != null ? accepted : new NothingDecides(hook);
        return new Walk(first, verdict, by, steps, List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    private void take(int at) {
        TraceMessage message = messages.get(at);
        moveTo(hookOf(message), message);
        message.seen().ifPresent(seen -> see(seen, isPastTracking(message)));
        if (message.table().equals(TraceMessage.MARKER_TABLE)) {
            return;
        }
        switch (message.event()) {
            case Event.Matched(int number, Then then) -> matched(message, number, then, at);
            case Event.Decided(Policy policy) -> decided(message, policy, at);
            case Event.ChainEnded _ -> {}
        }
    }

    private Hook hookOf(TraceMessage message) {
        if (message.table().equals(TraceMessage.MARKER_TABLE)) {
            return markedHook(message);
        }
        return chain(ruleset, message).flatMap(Chain::base).map(BaseChain::hook).orElse(hook);
    }

    private static Hook markedHook(TraceMessage message) {
        String name =
                message.chain().substring(message.chain().indexOf('-') + 1).toUpperCase(Locale.ROOT);
        return Arrays.stream(Hook.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(Hook.PREROUTING);
    }

    /** Between PREROUTING and the next hook lies the routing decision; over lo PREROUTING comes once more. */
    private void moveTo(Hook next, TraceMessage message) {
        if (hook == Hook.PREROUTING && next != hook) {
            Packet now = message.seen().map(Seen::packet).orElse(packet);
            packet = packet.between(packet.in(), next == Hook.INPUT ? "" : now.out());
            step(
                    next == Hook.INPUT
                            ? new Routing(Decision.DELIVER, packet.destination(), "")
                            : new Routing(Decision.FORWARD, packet.destination(), now.out()));
        }
        hook = next;
    }

    /** What a chain before connection tracking shows of it is the exemption by its own rule. */
    private boolean isPastTracking(TraceMessage message) {
        boolean looks = hook == Hook.PREROUTING || hook == Hook.OUTPUT;
        return looks
                && (message.ends()
                        || chain(ruleset, message)
                                .flatMap(Chain::base)
                                .filter(base -> base.priority() > TRACKING)
                                .isPresent());
    }

    /** The packet is shown behind the first rule that matches, with the mark that this rule gives it. */
    private void see(Seen seen, boolean pastTracking) {
        Packet shown = seen.packet().withMark(packet.mark());
        Optional<ConnState> state = seen.state().or(() -> untold(shown));
        if (!tracked && state.isPresent() && pastTracking) {
            tracked = true;
            packet = shown.withState(state.get());
            step(new Tracking(state.get(), Optional.empty(), false));
        }
        if (tracked && isRewritten(shown)) {
            Packet before = packet;
            packet = shown.withState(seen.state().orElse(packet.state()));
            step(new FlowRewrite(flow(before, shown)));
        }
        packet = shown.withState(seen.state().orElse(packet.state()));
    }

    /** The flow, as far as one rewritten packet of it tells. */
    private static Flow flow(Packet before, Packet after) {
        Protocol protocol = before.protocol();
        return new Flow(
                protocol, Optional.empty(), Optional.empty(), direction(before), direction(after), true, false, 0);
    }

    private static FlowDirection direction(Packet packet) {
        return new FlowDirection(
                packet.source(),
                packet.destination(),
                Optional.of(packet.port(Side.SOURCE)).filter(port -> port >= 0),
                Optional.of(packet.port(Side.DESTINATION)).filter(port -> port >= 0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Not by a rule, whose rewriting is known before: as its flow was, from the first packet on. */
    private boolean isRewritten(Packet shown) {
        return !shown.source().equals(packet.source())
                || !shown.destination().equals(packet.destination())
                || shown.port(Side.SOURCE) != packet.port(Side.SOURCE)
                || shown.port(Side.DESTINATION) != packet.port(Side.DESTINATION);
    }

    /** Of a packet that belongs nowhere the kernel tells no state; before Linux 6.16 it tells none of any. */
    private static Optional<ConnState> untold(Packet packet) {
        return Optional.of(ConnState.withoutFlow(packet.transport())).filter(ConnState.INVALID::equals);
    }

    private void matched(TraceMessage message, int number, Then then, int at) {
        Table table = ruleset.table(message.family(), message.table()).orElseThrow();
        Chain chain = table.chain(message.chain()).orElseThrow();
        RuleAt rule = new RuleAt(table.family(), table.name(), chain.name(), number, chain.rule(number));
        packet = packet.withMark(message.mark());
        if (then == Then.ACCEPT && isNat(at)) {
            packet = rewritten(at);
        }
        step(rule);
        switch (then) {
            case ACCEPT -> accept(at, rule);
            case DROP -> end(rejects(rule) ? Verdict.REJECT : Verdict.DROP, rule);
            case OTHER -> end(Verdict.UNDECIDED, rule);
            case CONTINUE, JUMP, GOTO, RETURN -> {}
        }
    }

    private static boolean rejects(RuleAt rule) {
        return rule.rule().target().filter(Reject.class::isInstance).isPresent();
    }

    private boolean isNat(int at) {
        return baseOf(at).filter(base -> base.type() == BaseChain.Type.NAT).isPresent();
    }

    /** The base chain in which, or under which, a message is. */
    private Optional<BaseChain> baseOf(int at) {
        TraceMessage message = messages.get(at);
        for (int i = at; i > 0; i--) {
            TraceMessage earlier = messages.get(i);
            boolean sameTable =
                    earlier.family() == message.family() && earlier.table().equals(message.table());
            Optional<BaseChain> base = sameTable ? chain(ruleset, earlier).flatMap(Chain::base) : Optional.empty();
            if (base.isPresent()) {
                return base;
            }
        }
        return Optional.empty();
    }

    /** Addresses are rewritten behind the chain: the next message that shows the packet shows them. */
    private Packet rewritten(int at) {
        return messages.subList(at + 1, messages.size()).stream()
                .flatMap(message -> message.seen().stream())
                .findFirst()
                .map(seen -> seen.packet()
                        .between(packet.in(), packet.out())
                        .withState(packet.state())
                        .withMark(packet.mark()))
                .orElse(packet);
    }

    private void decided(TraceMessage message, Policy policy, int at) {
        PolicyOf cause = new PolicyOf(message.family(), message.table(), message.chain(), policy);
        step(cause);
        if (policy == Policy.ACCEPT) {
            accept(at, cause);
        } else {
            end(Verdict.DROP, cause);
        }
    }

    /** As the model has it: of the filtering chains the last one counts, and a rule counts more than a policy. */
    private void accept(int at, Cause cause) {
        boolean keep = accepted instanceof RuleAt && !(cause instanceof RuleAt);
        boolean filters =
                baseOf(at).filter(base -> base.type() == BaseChain.Type.FILTER).isPresent()
                        && !PREPARING.contains(messages.get(at).table());
        if (!keep && filters) {
            accepted = cause;
        }
    }

    private void end(Verdict how, Cause cause) {
        verdict = how;
        ended = cause;
    }

    /** No rule and no policy has ended it: the last hook let it go, or routing led nowhere. */
    private void conclude() {
        if (hook == Hook.INPUT || hook == Hook.POSTROUTING) {
            verdict = Verdict.ACCEPT;
            return;
        }
        Decision decision = forwarding ? Decision.NO_ROUTE : Decision.NOT_FORWARDING;
        Routing nowhere = new Routing(decision, packet.destination(), "");
        step(nowhere);
        end(Verdict.DROP, nowhere);
    }

    private void step(Cause cause) {
        steps.add(new Step(hook, cause, packet));
    }
}
