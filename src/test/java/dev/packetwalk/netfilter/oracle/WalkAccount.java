package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.Hook;
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
import dev.packetwalk.netfilter.Rule;
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
import dev.packetwalk.netfilter.walk.Answer;
import dev.packetwalk.netfilter.walk.Cause;
import dev.packetwalk.netfilter.walk.FlowRewrite;
import dev.packetwalk.netfilter.walk.NothingDecides;
import dev.packetwalk.netfilter.walk.PolicyOf;
import dev.packetwalk.netfilter.walk.Routing;
import dev.packetwalk.netfilter.walk.RuleAt;
import dev.packetwalk.netfilter.walk.Step;
import dev.packetwalk.netfilter.walk.Tracking;
import dev.packetwalk.netfilter.walk.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the walk says about a packet, told line by line as {@link KernelAccount} tells what the kernel did. */
final class WalkAccount {
    private final List<String> lines = new ArrayList<>();

    /** The rule or other cause that drops the packet: also a rule that can't rewrite it, for want of an address. */
    private final Optional<Cause> droppedBy;

    private Packet packet;
    private boolean tracked;
    private boolean ran;
    private Optional<String> table = Optional.empty();
    private Optional<Hook> hook = Optional.empty();
    private Optional<Routing> routing = Optional.empty();

    private WalkAccount(Walk walk) {
        this.packet = walk.packet();
        this.droppedBy = walk.verdict() == Verdict.DROP ? Optional.of(walk.decidedBy()) : Optional.empty();
    }

    static List<String> of(Walk walk) {
        WalkAccount account = new WalkAccount(walk);
        walk.steps().forEach(account::step);
        account.end(walk);
        return account.lines;
    }

    private void step(Step step) {
        if (hook.isPresent() && hook.get() != step.hook()) {
            leave(hook.get());
        }
        hook = Optional.of(step.hook());
        switch (step.at()) {
            case RuleAt at -> {
                come(step, at.table());
                lines.add(Line.rule(
                        step.hook(),
                        at.table(),
                        at.chain(),
                        at.number(),
                        at.rule(),
                        droppedBy.equals(Optional.of(at)) ? "DROP" : verdict(at.rule()),
                        step.packet().mark()));
            }
            case PolicyOf at -> {
                come(step, at.table());
                lines.add(Line.policy(
                        step.hook(),
                        at.table(),
                        at.chain(),
                        at.policy(),
                        step.packet().mark()));
            }
            case Routing decision -> routing = Optional.of(decision);
            case Tracking tracking -> tracked = true;
            case FlowRewrite rewrite -> table = Optional.empty();
            case NothingDecides nothing -> table = Optional.empty();
        }
        packet = step.packet();
    }

    /** The trace tells of a packet behind the first rule that matches; addresses are rewritten only behind the chain. */
    private void come(Step step, String name) {
        ran = true;
        if (!table.equals(Optional.of(name))) {
            table = Optional.of(name);
            Packet behind = step.packet();
            Headers before = headers(packet);
            Headers seen = new Headers(
                    before.source(),
                    before.destination(),
                    headers(behind).ttl(),
                    before.identifier(),
                    before.transport());
            lines.add(Line.came(step.hook(), name, seen, behind.in(), behind.out(), state(behind)));
        }
    }

    private void leave(Hook left) {
        if (ran) {
            lines.add(Line.left(left, headers(packet), packet.mark(), state(packet)));
        }
        hook = Optional.empty();
        table = Optional.empty();
        ran = false;
    }

    /** Before connection tracking has looked, the kernel calls a packet INVALID. */
    private Optional<ConnState> state(Packet seen) {
        boolean known = tracked || seen.state() == ConnState.UNTRACKED;
        return known ? Optional.of(seen.state()) : Optional.empty();
    }

    private static Headers headers(Packet packet) {
        return new Headers(
                packet.source(), packet.destination(), packet.details().ttl().orElse(-1), 0, packet.transport());
    }

    private void end(Walk walk) {
        // A packet that finds no way behind PREROUTING has passed it; one that loses its way within OUTPUT has not.
        boolean noWay = walk.decidedBy() instanceof Routing && hook.equals(Optional.of(Hook.PREROUTING));
        if (hook.isPresent() && (noWay || walk.verdict() == Verdict.ACCEPT)) {
            leave(hook.get());
        }
        Optional<Routing.Decision> decision = routing.map(Routing::decision);
        if (walk.verdict() == Verdict.UNDECIDED) {
            lines.add("undecided because of " + walk.dependsOn() + " " + walk.decidedBy());
        } else if (walk.verdict() == Verdict.ACCEPT && decision.equals(Optional.of(Routing.Decision.DELIVER))) {
            lines.add(Line.DELIVERED);
        } else if (walk.verdict() == Verdict.ACCEPT) {
            // Chains of OUTPUT go on seeing the interface that was chosen first.
            lines.add(Line.sent(routing.map(Routing::out).orElse(packet.out()), headers(packet)));
        }
        walk.answer().map(WalkAccount::answer).ifPresent(lines::add);
    }

    private static String answer(Answer answer) {
        return switch (answer) {
            case Answer.Reset reset -> Line.answer("RST");
            case Answer.Unreachable error ->
                Line.answer(error.message().type() + "/" + error.message().code());
        };
    }

    /** What the kernel's trace calls the outcome of a rule that matched. */
    private static String verdict(Rule rule) {
        Optional<Target> target = rule.target();
        if (target.isEmpty()) {
            return "CONTINUE";
        }
        return switch (target.get()) {
            case Accept accept -> "ACCEPT";
            case Drop drop -> "DROP";
            case Reject reject -> "DROP";
            case Return back -> "RETURN";
            case Jump jump -> "JUMP " + jump.chain();
            case Goto to -> "GOTO " + to.chain();
            case DestinationNat nat -> "ACCEPT";
            case SourceNat nat -> "ACCEPT";
            case Masquerade nat -> "ACCEPT";
            case Redirect nat -> "ACCEPT";
            case NetworkMap nat -> "ACCEPT";
            case SetMark mark -> "CONTINUE";
            case SetFlowMark mark -> "CONTINUE";
            case SaveMark mark -> "CONTINUE";
            case RestoreMark mark -> "CONTINUE";
            case UnknownMark mark -> "CONTINUE";
            case SetHops hops -> "CONTINUE";
            case SetTos tos -> "CONTINUE";
            case NoTrack notrack -> "CONTINUE";
            case PassThrough other -> "CONTINUE";
            // Their verdicts are left out of the comparison.
            case VerdictMap map -> "";
            case Sequence sequence -> "";
            case UnknownTarget unknown -> "";
        };
    }
}
