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
    private static final int MOST_TOLD_ONE_BY_ONE = 6;

    private final Ruleset ruleset;
    private final Mismatch mismatch;
    private final Set<RuleAt> unsure;
    private final Told told;
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
        this.told = new Told(ruleset);
        this.mismatch = mismatch;
        this.unsure = Set.copyOf(unsure);
        this.now = packet;
    }

    /** What has been told so far. */
    List<StepView> steps() {
        return told.steps();
    }

    /** The step that tells of a cause for the last time, from 0; null when none does. */
    @Nullable
    Integer stepOf(Cause cause) {
        return told.stepOf(cause);
    }

    void add(Step step) {
        switch (step.at()) {
            case RuleAt rule -> rule(step, rule);
            case PolicyOf policy -> policy(step, policy);
            case NothingDecides _ -> {}
            case Routing _, FlowRewrite _ -> beside(step);
            case Tracking _ -> {
                tracked = true;
                beside(step);
            }
        }
        now = step.packet();
    }

    /** The packet arrives; {@code words} are English. */
    void delivered(Hook hook, String words, Said said) {
        calls.clear();
        told.delivered(hook, words, said, view());
    }

    private void beside(Step step) {
        calls.clear();
        told.beside(step, PacketView.of(step.packet(), tracked));
    }

    private void rule(Step step, RuleAt rule) {
        Place place = enter(step.hook(), rule);
        if (place != null) {
            passes(place, rule.number() - 1);
            place.next = rule.number() + 1;
        }
        told.matched(step.hook(), rule, PacketView.of(step.packet(), tracked));
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
        told.policy(step.hook(), policy, PacketView.of(step.packet(), tracked));
    }

    /** The rules up to a number that the packet has seen and that did not match. */
    private void passes(Place place, int upTo) {
        int first = place.next;
        for (int number = first; number <= upTo; number++) {
            RuleAt rule = at(place, number);
            if (unsure.contains(rule)) {
                untold(place, first, number - 1);
                told.unsure(place.hook, rule, view());
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
                told.passed(place.hook, rule, mismatch.of(rule.rule(), place.hook, now), view());
            }
        } else {
            told.passed(place.hook, place.table, place.chain, first, last, view());
        }
    }

    private static RuleAt at(Place place, int number) {
        return new RuleAt(
                place.table.family(), place.table.name(), place.chain.name(), number, place.chain.rule(number));
    }

    private PacketView view() {
        return PacketView.of(now, tracked);
    }
}
