package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.Goto;
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
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.VerdictMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One pass of strands through a base chain and the chains that it calls. */
final class ChainRun {
    /** The kernel refuses nft chains that call each other more deeply than 16, and legacy ones long before this. */
    private static final int DEEPEST = 64;

    /** How many comparisons rewriting one region of packets takes the time of. */
    private static final long REWRITING = 32;

    private final Table table;
    private final Conditions conditions;
    private final Meter meter;
    private final boolean filtering;
    private final Watch watch;
    private final List<Strand> passed = new ArrayList<>();
    private final List<EndedStrand> ended = new ArrayList<>();
    private boolean rewrote;
    private boolean tooDeep;

    /** Looks on while packets come to rules. */
    interface Watch {
        /** Looks at nothing. */
        Watch NOBODY = (at, arriving, path) -> arriving;

        /**
         * Packets come to a rule.
         *
         * @param path the jumps that led to its chain
         * @return those that go on to it
         */
        List<Strand> arriving(RuleAt at, List<Strand> arriving, List<RuleAt> path);

        /** A rule ended the way of packets, or sent them out of its chain. */
        default void took(RuleAt at, List<RuleAt> path) {}
    }

    /**
     * Prepares a pass.
     *
     * @param filtering whether the chain is one whose accepting rules tell a reader why a packet passed
     */
    ChainRun(Table table, Conditions conditions, Meter meter, boolean filtering, Watch watch) {
        this.table = table;
        this.conditions = conditions;
        this.meter = meter;
        this.filtering = filtering;
        this.watch = watch;
    }

    /** Packets that were let pass, after {@link #run}. */
    List<Strand> passed() {
        return Strand.joined(passed, meter);
    }

    /** Packets that ended, after {@link #run}. */
    List<EndedStrand> ended() {
        return ended;
    }

    /** Whether anything about a packet was rewritten. */
    boolean rewrote() {
        return rewrote;
    }

    /** Whether chains called each other so deeply that not all of them were looked at. */
    boolean tooDeep() {
        return tooDeep;
    }

    void run(Chain chain, BaseChain base, List<Strand> arriving) {
        policy(chain, base, rules(chain, 1, arriving, List.of()));
    }

    /** Goes on behind a rule that was reached on that path, up to the end of the base chain. */
    void runBehind(RuleAt rule, List<RuleAt> path, Chain baseChain, BaseChain base, List<Strand> strands) {
        Chain chain = table.chain(rule.chain()).orElseThrow();
        List<Strand> going = rules(chain, rule.number() + 1, strands, path);
        for (int i = path.size() - 1; i >= 0; i--) {
            RuleAt jump = path.get(i);
            // What comes back from a goto goes back further.
            if (jump.rule().target().orElseThrow() instanceof Jump) {
                Chain caller = table.chain(jump.chain()).orElseThrow();
                going = rules(caller, jump.number() + 1, going, path.subList(0, i));
            }
        }
        policy(baseChain, base, going);
    }

    private void policy(Chain chain, BaseChain base, List<Strand> strands) {
        PolicyOf policy = new PolicyOf(table.family(), table.name(), chain.name(), base.policy());
        for (Strand strand : strands) {
            if (meter.exhausted()) {
                ended.add(new EndedStrand(strand, Verdict.UNDECIDED, policy, List.of()));
            } else if (base.policy() == Policy.ACCEPT) {
                passed.add(filtering ? strand.acceptedBy(policy, List.of()) : strand);
            } else {
                ended.add(new EndedStrand(strand, Verdict.DROP, policy, List.of()));
            }
        }
    }

    /** Runs the rules of a chain from a number on; returns what reaches its end or returns from it. */
    private List<Strand> rules(Chain chain, int from, List<Strand> arriving, List<RuleAt> path) {
        List<Strand> leaving = new ArrayList<>();
        List<Strand> going = arriving;
        for (int number = from; number <= chain.rules().size() && !going.isEmpty(); number++) {
            going = rule(chain, number, going, leaving, path);
        }
        leaving.addAll(going);
        return Strand.joined(leaving, meter);
    }

    private List<Strand> rule(Chain chain, int number, List<Strand> arriving, List<Strand> leaving, List<RuleAt> path) {
        Optional<Target> target = chain.rule(number).target();
        Condition condition = conditions.of(chain, number);
        meter.spend(1);
        List<Strand> all = arriving;
        if (none(condition, all) && !meter.exhausted()) {
            return all;
        }
        RuleAt at = new RuleAt(table.family(), table.name(), chain.name(), number, chain.rule(number));
        all = watch.arriving(at, all, path);
        if (target.isEmpty() || target.get() instanceof PassThrough) {
            return all;
        }
        Strand.Split split = split(condition, at, all, path);
        List<Strand> going = new ArrayList<>(split.rest());
        if (!split.taken().isEmpty()) {
            int left = leaving.size();
            going.addAll(apply(target.get(), Strand.joined(split.taken(), meter), at, leaving, path));
            if (leaving.size() > left) {
                watch.took(at, path);
            }
        }
        return Strand.joined(going, meter);
    }

    private boolean none(Condition condition, List<Strand> strands) {
        for (Strand strand : strands) {
            if (condition.meets(strand.packets(), meter)) {
                return false;
            }
        }
        return true;
    }

    private Strand.Split split(Condition condition, RuleAt at, List<Strand> arriving, List<RuleAt> path) {
        List<Strand> taken = new ArrayList<>();
        List<Strand> rest = new ArrayList<>();
        for (Strand strand : arriving) {
            Strand.Split split = strand.split(condition, at, meter);
            if (meter.exhausted()) {
                end(strand, Verdict.UNDECIDED, at, path);
            } else {
                taken.addAll(split.taken());
                rest.addAll(split.rest());
            }
        }
        return new Strand.Split(taken, rest);
    }

    /** Does what a target says; returns what goes on to the next rule. */
    private List<Strand> apply(
            Target target, List<Strand> strands, RuleAt at, List<Strand> leaving, List<RuleAt> path) {
        switch (target) {
            case Accept accept -> strands.forEach(strand -> pass(strand, at, path));
            case Drop drop -> strands.forEach(strand -> end(strand, Verdict.DROP, at, path));
            case Reject reject -> strands.forEach(strand -> end(strand, Verdict.REJECT, at, path));
            case Return back -> leaving.addAll(strands);
            case Goto to -> leaving.addAll(call(to.chain(), strands, at, path));
            case DestinationNat nat -> pass(rewritten(strands, Rewriting.of(nat), at, path), at, path);
            case SourceNat nat -> pass(rewritten(strands, Rewriting.of(nat), at, path), at, path);
            case Masquerade masquerade -> pass(rewritten(strands, Rewriting.of(masquerade), at, path), at, path);
            case NetworkMap map -> {
                return undecided(strands, at, path);
            }
            case Redirect redirect -> pass(rewritten(strands, Rewriting.of(redirect), at, path), at, path);
            case Jump jump -> {
                return call(jump.chain(), strands, at, path);
            }
            case VerdictMap map -> {
                return map(map, strands, at, leaving, path);
            }
            case Sequence sequence -> {
                return sequence(sequence, strands, at, leaving, path);
            }
            case SetMark mark -> {
                return rewritten(strands, Rewriting.of(mark), at, path);
            }
            case RestoreMark mark -> {
                return rewritten(strands, Rewriting.unknownMark(), at, path);
            }
            case UnknownMark mark -> {
                return rewritten(strands, Rewriting.unknownMark(), at, path);
            }
            case SetHops beside -> {
                return strands;
            }
            case SetTos beside -> {
                return strands;
            }
            case SetFlowMark beside -> {
                return strands;
            }
            case SaveMark beside -> {
                return strands;
            }
            case NoTrack notrack -> {
                return conditions.beforeTracking() ? rewritten(strands, Rewriting.of(notrack), at, path) : strands;
            }
            case PassThrough beside -> {
                return strands;
            }
            case UnknownTarget unknown -> {
                return undecided(strands, at, path);
            }
        }
        return List.of();
    }

    private List<Strand> rewritten(
            List<Strand> strands, UnaryOperator<PacketSet> rewriting, RuleAt at, List<RuleAt> path) {
        List<Strand> rewritten = new ArrayList<>();
        for (Strand strand : strands) {
            rewrote = true;
            if (meter.spend(REWRITING * strand.packets().size())) {
                rewritten.add(strand.with(rewriting.apply(strand.packets())));
            } else {
                end(strand, Verdict.UNDECIDED, at, path);
            }
        }
        return rewritten;
    }

    private List<Strand> map(
            VerdictMap map, List<Strand> arriving, RuleAt at, List<Strand> leaving, List<RuleAt> path) {
        List<Strand> going = new ArrayList<>();
        List<Strand> rest = arriving;
        for (VerdictMap.Entry entry : map.entries()) {
            Condition condition = conditions.of(entry.match());
            meter.spend(1);
            if (!none(condition, rest) || meter.exhausted()) {
                Strand.Split split = split(condition, at, rest, path);
                going.addAll(apply(entry.target(), split.taken(), at, leaving, path));
                rest = split.rest();
            }
        }
        going.addAll(rest);
        return going;
    }

    private List<Strand> sequence(
            Sequence sequence, List<Strand> arriving, RuleAt at, List<Strand> leaving, List<RuleAt> path) {
        List<Strand> going = arriving;
        for (Target target : sequence.targets()) {
            going = apply(target, going, at, leaving, path);
        }
        return going;
    }

    private List<Strand> call(String name, List<Strand> strands, RuleAt at, List<RuleAt> path) {
        boolean calledAlready = at.chain().equals(name)
                || path.stream().anyMatch(jump -> jump.chain().equals(name));
        Optional<Chain> chain = table.chain(name);
        tooDeep |= path.size() == DEEPEST;
        if (chain.isEmpty() || calledAlready || path.size() == DEEPEST) {
            return undecided(strands, at, path);
        }
        List<RuleAt> longer = new ArrayList<>(path);
        longer.add(at);
        return rules(chain.get(), 1, strands, List.copyOf(longer));
    }

    /** A target of which it is not known whether it ends the walk may do so or not. */
    private List<Strand> undecided(List<Strand> strands, RuleAt at, List<RuleAt> path) {
        strands.forEach(strand -> end(strand, Verdict.UNDECIDED, at, path));
        return strands.stream().map(strand -> strand.dependingOn(at)).toList();
    }

    private void pass(List<Strand> strands, RuleAt by, List<RuleAt> path) {
        strands.forEach(strand -> pass(strand, by, path));
    }

    private void pass(Strand strand, RuleAt by, List<RuleAt> path) {
        passed.add(filtering ? strand.acceptedBy(by, path) : strand);
        watch.took(by, path);
    }

    private void end(Strand strand, Verdict verdict, RuleAt by, List<RuleAt> path) {
        ended.add(new EndedStrand(strand, verdict, by, path));
        watch.took(by, path);
    }
}
