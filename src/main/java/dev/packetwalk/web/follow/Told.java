package dev.packetwalk.web.follow;

import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.Masquerade;
import dev.packetwalk.netfilter.NetworkMap;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.PassThrough;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Redirect;
import dev.packetwalk.netfilter.Reject;
import dev.packetwalk.netfilter.RestoreMark;
import dev.packetwalk.netfilter.Return;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.SaveMark;
import dev.packetwalk.netfilter.Sequence;
import dev.packetwalk.netfilter.SetFlowMark;
import dev.packetwalk.netfilter.SetHops;
import dev.packetwalk.netfilter.SetMark;
import dev.packetwalk.netfilter.SetTos;
import dev.packetwalk.netfilter.SourceNat;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.UnknownMark;
import dev.packetwalk.netfilter.UnknownTarget;
import dev.packetwalk.netfilter.VerdictMap;
import dev.packetwalk.netfilter.walk.Cause;
import dev.packetwalk.netfilter.walk.FlowRewrite;
import dev.packetwalk.netfilter.walk.NothingDecides;
import dev.packetwalk.netfilter.walk.PolicyOf;
import dev.packetwalk.netfilter.walk.Routing;
import dev.packetwalk.netfilter.walk.RuleAt;
import dev.packetwalk.netfilter.walk.Step;
import dev.packetwalk.netfilter.walk.Tracking;
import dev.packetwalk.web.follow.StepView.Kind;
import dev.packetwalk.web.follow.StepView.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps of a walk that have been told, as a page shows them, and what each is about. */
final class Told {
    private final Ruleset ruleset;
    private final List<StepView> steps = new ArrayList<>();
    private final List<Optional<Cause>> causes = new ArrayList<>();

    /** Nothing yet; the rules give tables their names. */
    Told(Ruleset ruleset) {
        this.ruleset = ruleset;
    }

    List<StepView> steps() {
        return List.copyOf(steps);
    }

    /** The step that tells of a cause for the last time, from 0; null when none does. */
    @Nullable
    Integer stepOf(Cause cause) {
        int at = causes.lastIndexOf(Optional.of(cause));
        return at < 0 ? null : at;
    }

    /** A rule that matches. */
    void matched(Hook hook, RuleAt rule, PacketView packet) {
        Outcome outcome = rule.rule().target().map(Told::outcome).orElse(Outcome.GOES_ON);
        rule(hook, rule, outcome, null, packet, rule);
    }

    /** A rule of which it can't be told whether it matches. */
    void unsure(Hook hook, RuleAt rule, PacketView packet) {
        rule(hook, rule, Outcome.UNKNOWN, null, packet, rule);
    }

    /** A rule that does not match, and why, where that can be said. */
    void passed(Hook hook, RuleAt rule, @Nullable Said because, PacketView packet) {
        rule(hook, rule, Outcome.PASSES, because, packet, null);
    }

    /** Many rules in a row that do not match. */
    void passed(Hook hook, Table table, Chain chain, int first, int last, PacketView packet) {
        String text = (last - first + 1) + " rules";
        steps.add(new StepView(
                Kind.RULE,
                hook.name(),
                table.label(),
                chain.name(),
                first,
                last,
                text,
                null,
                Outcome.PASSES,
                null,
                packet));
        causes.add(Optional.empty());
    }

    private void rule(
            Hook hook, RuleAt rule, Outcome outcome, @Nullable Said because, PacketView packet, @Nullable Cause cause) {
        steps.add(new StepView(
                Kind.RULE,
                hook.name(),
                label(rule.family(), rule.table()),
                rule.chain(),
                rule.number(),
                rule.number(),
                rule.rule().text(),
                null,
                outcome,
                because,
                packet));
        causes.add(Optional.ofNullable(cause));
    }

    void policy(Hook hook, PolicyOf policy, PacketView packet) {
        Outcome outcome = policy.policy() == Policy.ACCEPT ? Outcome.ACCEPTS : Outcome.DROPS;
        String table = label(policy.family(), policy.table());
        String text = "policy " + policy.policy();
        steps.add(new StepView(
                Kind.POLICY, hook.name(), table, policy.chain(), null, null, text, null, outcome, null, packet));
        causes.add(Optional.of(policy));
    }

    /** What happens beside the chains. */
    void beside(Step step, PacketView packet) {
        switch (step.at()) {
            case RuleAt _, PolicyOf _, NothingDecides _ -> throw new IllegalArgumentException("in a chain: " + step);
            case Routing routing -> beside(step, Kind.ROUTING, routed(routing), packet);
            case Tracking _ -> beside(step, Kind.TRACKING, Outcome.GOES_ON, packet);
            case FlowRewrite _ -> beside(step, Kind.TRACKING, Outcome.REWRITES, packet);
        }
    }

    private void beside(Step step, Kind kind, Outcome outcome, PacketView packet) {
        Cause cause = step.at();
        beside(kind, step.hook(), cause.describe(), Sayings.of(cause), outcome, packet, Optional.of(cause));
    }

    /** The packet arrives; {@code words} are English. */
    void delivered(Hook hook, String words, Said said, PacketView packet) {
        beside(Kind.DELIVERY, hook, words, said, Outcome.ACCEPTS, packet, Optional.empty());
    }

    private void beside(
            Kind kind,
            Hook hook,
            String words,
            @Nullable Said said,
            Outcome outcome,
            PacketView packet,
            Optional<Cause> cause) {
        steps.add(new StepView(kind, hook.name(), null, null, null, null, words, said, outcome, null, packet));
        causes.add(cause);
    }

    private String label(Family family, String table) {
        return ruleset.table(family, table).map(Table::label).orElse(table);
    }

    private static Outcome routed(Routing routing) {
        return switch (routing.decision()) {
            case DELIVER, FORWARD, SEND -> Outcome.GOES_ON;
            case UNKNOWN -> Outcome.UNKNOWN;
            case NOT_FORWARDING, NOT_ADDRESSED, NO_ROUTE, MARTIAN_SOURCE, MARTIAN_DESTINATION, TTL_EXCEEDED ->
                Outcome.DROPS;
        };
    }

    private static Outcome outcome(Target target) {
        return switch (target) {
            case Accept _ -> Outcome.ACCEPTS;
            case Drop _ -> Outcome.DROPS;
            case Reject _ -> Outcome.REJECTS;
            case Return _ -> Outcome.RETURNS;
            case Jump _, Goto _, VerdictMap _ -> Outcome.CALLS;
            case SetMark _, SetFlowMark _, SaveMark _, RestoreMark _, UnknownMark _, SetHops _, SetTos _ ->
                Outcome.GOES_ON;
            case NoTrack _, PassThrough _ -> Outcome.GOES_ON;
            case DestinationNat _, SourceNat _, Masquerade _, Redirect _, NetworkMap _ -> Outcome.REWRITES;
            case Sequence sequence ->
                sequence.targets().stream()
                        .map(Told::outcome)
                        .filter(each -> each != Outcome.GOES_ON)
                        .findFirst()
                        .orElse(Outcome.GOES_ON);
            case UnknownTarget _ -> Outcome.UNKNOWN;
        };
    }
}
