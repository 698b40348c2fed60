package dev.packetwalk.web.follow;

import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Host;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.ConntrackListing;
import dev.packetwalk.netfilter.text.RulesetText;
import dev.packetwalk.netfilter.walk.PolicyOf;
import dev.packetwalk.netfilter.walk.RuleAt;
import dev.packetwalk.netfilter.walk.Step;
import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.netfilter.walk.Walker;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.TraceMessage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules and flows of a sandbox at one moment: what the model says of packets then, and what the kernel did to one. */
final class Moment {
    private final WorldView world;
    private final long generation;
    private final Ruleset ruleset;
    private final Host box;
    private final List<Flow> flows;

    private Moment(WorldView world, long generation, Ruleset ruleset, List<Flow> flows) {
        this.world = world;
        this.generation = generation;
        this.ruleset = ruleset;
        this.box = world.box();
        this.flows = flows;
    }

    /**
     * Reads rules and flows. What can't be read is left out; the walk says where that matters.
     *
     * @param conntrack what {@code conntrack -L -o extended,id} printed
     */
    static Moment of(WorldView world, RulesetSnapshot rules, String conntrack) {
        return new Moment(
                world,
                rules.generation(),
                RulesetText.read(rules.iptablesSave(), rules.nftRuleset()).value(),
                ConntrackListing.parse(conntrack).value());
    }

    /** What the model says will happen. */
    Walk predicted(Packet packet) {
        return Walker.of(ruleset, box, flows).walk(packet);
    }

    /** What the model says will happen to a packet that answers one, or comes later on its flow. */
    Walk predictedAfter(Walk walk, Packet packet) {
        return Walker.of(ruleset, box, flows).after(walk).walk(packet);
    }

    /** What the kernel did; empty when the trace is about other rules than those of this moment, or shows nothing. */
    Optional<Walk> traced(long ofGeneration, List<TraceMessage> packet) {
        return ofGeneration == generation ? TracedWalk.of(ruleset, world.forwarding(), packet) : Optional.empty();
    }

    /** Whether these are the rules of that generation. */
    boolean isOf(long ofGeneration) {
        return ofGeneration == generation;
    }

    /** The rules as the map shows them. */
    RulesView rules() {
        return RulesView.of(ruleset, generation);
    }

    /**
     * Whether two walks meet the same rules and end the same way. What the model can't tell agrees with everything. Policies that let
     * pass are no matter: iptables-save prints them also for chains that were never made.
     */
    static boolean agree(Walk predicted, Walk traced) {
        return predicted.verdict() == Verdict.UNDECIDED
                || (predicted.verdict() == traced.verdict()
                        && deciders(predicted).equals(deciders(traced)));
    }

    private static List<String> deciders(Walk walk) {
        return walk.steps().stream()
                .filter(Moment::tells)
                .map(step -> step.hook() + " " + step.at().describe())
                .toList();
    }

    private static boolean tells(Step step) {
        return step.at() instanceof RuleAt
                || (step.at() instanceof PolicyOf policy && policy.policy() != Policy.ACCEPT);
    }

    /** The model's walk as a page shows it. */
    WalkView viewOfPredicted(Walk walk) {
        return view(walk, "predicted", walk.answer().map(Sayings::answer).orElse(null));
    }

    /** The kernel's walk as a page shows it, with what came back to who sent it. */
    WalkView viewOfTraced(Walk walk, ProbeResult result) {
        return view(walk, "traced", Sayings.answer(result));
    }

    /** The kernel's walk as a page shows it, of a packet of which it is not known what came back. */
    WalkView viewOfTraced(Walk walk) {
        return view(walk, "traced", null);
    }

    private WalkView view(Walk walk, String source, @Nullable Said answer) {
        Set<RuleAt> unsure = new LinkedHashSet<>(walk.dependsOn());
        Storyline story = new Storyline(ruleset, new Mismatch(box), unsure, walk.packet());
        Sayings sayings = new Sayings(ruleset);
        walk.steps().forEach(story::add);
        String receiver = walk.verdict() == Verdict.ACCEPT ? deliver(walk, story) : null;
        return new WalkView(
                source,
                PacketView.of(walk.packet(), false),
                world.sender(walk.packet()),
                receiver,
                story.steps(),
                walk.verdict().name().toLowerCase(Locale.ROOT),
                story.stepOf(walk.decidedBy()),
                answer,
                sayings.because(walk),
                walk.dependsOn().stream().map(sayings::at).toList());
    }

    /** Tells of the arrival; returns who gets the packet. */
    private @Nullable String deliver(Walk walk, Storyline story) {
        Packet end = walk.end();
        boolean stays = walk.steps().stream().map(Step::hook).anyMatch(Hook.INPUT::equals)
                || end.out().isEmpty();
        if (stays) {
            story.delivered(Hook.INPUT, "arrives", Said.Sentence.ARRIVES.with());
            return WorldView.BOX;
        }
        String receiver = world.receiver(end.destination(), end.out()).orElse(null);
        story.delivered(Hook.POSTROUTING, "leaves through " + end.out(), Sayings.leaves(end, receiver));
        return receiver;
    }
}
