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
import dev.packetwalk.netfilter.Packet;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a walk so that it can be followed on the map: between the rules that match, those that the packet passes on its way.
 * Steps are added in order; a storyline is used once.
 */
final class Storyline {
    /** More rules in a row that do not match are told as one step, and not why. */
    private static final int MOST_TOLD_ONE_BY_ONE = 3;

    private final Ruleset ruleset;
    private final Mismatch mismatch;
    private final Set<RuleAt> unsure;
    private final List<StepView> told = new ArrayList<>();
    private final List<Optional<Cause>> causes = new ArrayList<>();
    private final Deque<Place> calls = new ArrayDeque<>();
    private boolean tracked;
    private Packet now;

    /** A chain that the packet is in, and the next of its rules. */
    private static final class Place {
        private final Hook hook;
        private final Table table;
        private final Chain chain;
        private int next = 1;
        /** The packet leaves it without seeing the rest. */
        private boolean left;

        Place(Hook hook, Table table, Chain chain) {
            this.hook = hook;
            this.table = table;
            this.chain = chain;
        }

        boolean is(Hook otherHook, Family family, String tableName, String chainName) {
            return hook == otherHook && isIn(family, tableName) && chain.name().equals(chainName);
        }

        boolean isIn(Family family, String tableName) {
            return table.family() == family && table.name().equals(tableName);
        }
    }

    /**
     * Begins a story.
     *
     * @param packet as it sets out
     * @param unsure rules of which it can't be told whether they match
     */
    Storyline(Ruleset ruleset, Mismatch mismatch, Set<RuleAt> unsure, Packet packet) {
        this.ruleset = ruleset;
        this.mismatch = mismatch;
        this.unsure = Set.copyOf(unsure);
        this.now = packet;
    }

    /** What has been told so far. */
    List<StepView> steps() {
        return List.copyOf(told);
    }

    /** The step that tells of a cause for the last time, from 0; null when none does. */
    @Nullable
    Integer stepOf(Cause cause) {
        int at = causes.lastIndexOf(Optional.of(cause));
        return at < 0 ? null : at;
    }

    void add(Step step) {
        switch (step.at()) {
            case RuleAt rule -> rule(step, rule);
            case PolicyOf policy -> policy(step, policy);
            case NothingDecides _ -> {}
            case Routing routing -> beside(step, StepView.Kind.ROUTING, routing.describe(), routed(routing));
            case Tracking tracking -> {
                tracked = true;
                beside(step, StepView.Kind.TRACKING, tracking.describe(), StepView.Outcome.GOES_ON);
            }
            case FlowRewrite rewrite ->
                beside(step, StepView.Kind.TRACKING, rewrite.describe(), StepView.Outcome.REWRITES);
        }
        now = step.packet();
    }

    /** The packet arrives. */
    void delivered(Hook hook, String words) {
        calls.clear();
        tell(StepView.Kind.DELIVERY, hook, null, null, words, StepView.Outcome.ACCEPTS, null, now, null);
    }

    private void rule(Step step, RuleAt rule) {
        Place place = enter(step.hook(), rule);
        if (place != null) {
            passes(place, rule.number() - 1);
            place.next = rule.number() + 1;
        }
        StepView.Outcome outcome = rule.rule().target().map(Storyline::outcome).orElse(StepView.Outcome.GOES_ON);
        tell(rule, step.hook(), outcome, null, step.packet(), rule);
        rule.rule().target().ifPresent(target -> follow(place, target));
    }

    /** Finds the chain of a rule, leaving those that the packet has come out of. */
    private @Nullable Place enter(Hook hook, RuleAt rule) {
        while (!calls.isEmpty()) {
            Place top = calls.element();
            if (top.is(hook, rule.family(), rule.table(), rule.chain()) && top.next <= rule.number()) {
                return top;
            }
            boolean called = top.hook == hook
                    && top.isIn(rule.family(), rule.table())
                    && calls.stream().noneMatch(place -> place.is(hook, rule.family(), rule.table(), rule.chain()));
            if (called && calledByMap(top)) {
                break; // the map of the rule before has chosen this chain
            }
            leave();
        }
        return call(hook, rule.family(), rule.table(), rule.chain());
    }

    private static boolean calledByMap(Place top) {
        return top.next > 1
                && top.chain
                        .rule(top.next - 1)
                        .target()
                        .filter(VerdictMap.class::isInstance)
                        .isPresent();
    }

    private void leave() {
        Place place = calls.pop();
        if (!place.left) {
            passes(place, place.chain.rules().size());
        }
    }

    private @Nullable Place call(Hook hook, Family family, String table, String chain) {
        Optional<Table> in = ruleset.table(family, table);
        Optional<Place> place = in.flatMap(t -> t.chain(chain)).map(c -> new Place(hook, in.get(), c));
        place.ifPresent(calls::push);
        return place.orElse(null);
    }

    private void follow(@Nullable Place place, Target target) {
        if (place == null) {
            return;
        }
        switch (target) {
            case Jump(String chain) -> call(place.hook, place.table.family(), place.table.name(), chain);
            case Goto(String chain) -> {
                place.left = true;
                call(place.hook, place.table.family(), place.table.name(), chain);
            }
            case Return _ -> place.left = true;
            case Sequence sequence -> sequence.targets().forEach(each -> follow(place, each));
            case VerdictMap _, SetMark _, SetFlowMark _, SaveMark _, RestoreMark _, UnknownMark _, NoTrack _ -> {}
            case PassThrough _, SetHops _, SetTos _ -> {}
            case Accept _, Drop _, Reject _, DestinationNat _, SourceNat _, Masquerade _, Redirect _ -> calls.clear();
            case NetworkMap _, UnknownTarget _ -> calls.clear();
        }
    }

    private void policy(Step step, PolicyOf policy) {
        boolean inside =
                calls.stream().anyMatch(p -> p.is(step.hook(), policy.family(), policy.table(), policy.chain()));
        if (!inside) {
            calls.clear();
            call(step.hook(), policy.family(), policy.table(), policy.chain());
        }
        while (!calls.isEmpty()) {
            leave();
        }
        boolean accepts = policy.policy() == Policy.ACCEPT;
        tell(
                StepView.Kind.POLICY,
                step.hook(),
                label(policy.family(), policy.table()),
                policy.chain(),
                "policy " + policy.policy(),
                accepts ? StepView.Outcome.ACCEPTS : StepView.Outcome.DROPS,
                null,
                step.packet(),
                policy);
    }

    private void beside(Step step, StepView.Kind kind, String words, StepView.Outcome outcome) {
        calls.clear();
        tell(kind, step.hook(), null, null, words, outcome, null, step.packet(), step.at());
    }

    private static StepView.Outcome routed(Routing routing) {
        return switch (routing.decision()) {
            case DELIVER, FORWARD, SEND -> StepView.Outcome.GOES_ON;
            case UNKNOWN -> StepView.Outcome.UNKNOWN;
            case NOT_FORWARDING, NOT_ADDRESSED, NO_ROUTE, MARTIAN_SOURCE, MARTIAN_DESTINATION, TTL_EXCEEDED ->
                StepView.Outcome.DROPS;
        };
    }

    /** The rules up to a number that the packet has seen and that did not match. */
    private void passes(Place place, int upTo) {
        int first = place.next;
        for (int number = first; number <= upTo; number++) {
            RuleAt rule = at(place, number);
            if (unsure.contains(rule)) {
                untold(place, first, number - 1);
                tell(rule, place.hook, StepView.Outcome.UNKNOWN, null, now, rule);
                first = number + 1;
            }
        }
        untold(place, first, upTo);
        place.next = Math.max(place.next, upTo + 1);
    }

    private void untold(Place place, int first, int last) {
        if (last - first < MOST_TOLD_ONE_BY_ONE) {
            for (int number = first; number <= last; number++) {
                RuleAt rule = at(place, number);
                tell(rule, place.hook, StepView.Outcome.PASSES, mismatch.of(rule.rule(), place.hook, now), now, null);
            }
            return;
        }
        told.add(new StepView(
                StepView.Kind.RULE,
                place.hook.name(),
                place.table.label(),
                place.chain.name(),
                first,
                last,
                (last - first + 1) + " rules",
                StepView.Outcome.PASSES,
                null,
                PacketView.of(now, tracked)));
        causes.add(Optional.empty());
    }

    private static RuleAt at(Place place, int number) {
        return new RuleAt(
                place.table.family(), place.table.name(), place.chain.name(), number, place.chain.rule(number));
    }

    private void tell(
            RuleAt rule,
            Hook hook,
            StepView.Outcome outcome,
            @Nullable String because,
            Packet packet,
            @Nullable Cause cause) {
        told.add(new StepView(
                StepView.Kind.RULE,
                hook.name(),
                label(rule.family(), rule.table()),
                rule.chain(),
                rule.number(),
                rule.number(),
                rule.rule().text(),
                outcome,
                because,
                PacketView.of(packet, tracked)));
        causes.add(Optional.ofNullable(cause));
    }

    private void tell(
            StepView.Kind kind,
            Hook hook,
            @Nullable String table,
            @Nullable String chain,
            String words,
            StepView.Outcome outcome,
            @Nullable String because,
            Packet packet,
            @Nullable Cause cause) {
        PacketView view = PacketView.of(packet, tracked);
        told.add(new StepView(kind, hook.name(), table, chain, null, null, words, outcome, because, view));
        causes.add(Optional.ofNullable(cause));
    }

    private String label(Family family, String table) {
        return ruleset.table(family, table).map(Table::label).orElse(table);
    }

    private static StepView.Outcome outcome(Target target) {
        return switch (target) {
            case Accept _ -> StepView.Outcome.ACCEPTS;
            case Drop _ -> StepView.Outcome.DROPS;
            case Reject _ -> StepView.Outcome.REJECTS;
            case Return _ -> StepView.Outcome.RETURNS;
            case Jump _, Goto _, VerdictMap _ -> StepView.Outcome.CALLS;
            case SetMark _, SetFlowMark _, SaveMark _, RestoreMark _, UnknownMark _, SetHops _, SetTos _ ->
                StepView.Outcome.GOES_ON;
            case NoTrack _, PassThrough _ -> StepView.Outcome.GOES_ON;
            case DestinationNat _, SourceNat _, Masquerade _, Redirect _, NetworkMap _ -> StepView.Outcome.REWRITES;
            case Sequence sequence ->
                sequence.targets().stream()
                        .map(Storyline::outcome)
                        .filter(each -> each != StepView.Outcome.GOES_ON)
                        .findFirst()
                        .orElse(StepView.Outcome.GOES_ON);
            case UnknownTarget _ -> StepView.Outcome.UNKNOWN;
        };
    }
}
