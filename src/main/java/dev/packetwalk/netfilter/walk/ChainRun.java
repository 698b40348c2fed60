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
import dev.packetwalk.netfilter.Rule;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One pass of strands through a base chain and the chains that it calls. */
final class ChainRun {
    private final Table table;
    private final Conditions conditions;
    private final Meter meter;
    private final boolean filtering;
    private final List<Strand> passed = new ArrayList<>();
    private final List<Outcome> ended = new ArrayList<>();

    /**
     * Prepares a pass.
     *
     * @param filtering whether the chain is one whose accepting rules tell a reader why a packet passed
     */
    ChainRun(Table table, Conditions conditions, Meter meter, boolean filtering) {
        this.table = table;
        this.conditions = conditions;
        this.meter = meter;
        this.filtering = filtering;
    }

    /** Packets that were let pass, after {@link #run}. */
    List<Strand> passed() {
        return Strand.joined(passed);
    }

    /** Packets that ended, after {@link #run}. */
    List<Outcome> ended() {
        return ended;
    }

    void run(Chain chain, BaseChain base, List<Strand> arriving) {
        PolicyOf policy = new PolicyOf(table.family(), table.name(), chain.name(), base.policy());
        for (Strand strand : chain(chain, arriving, List.of())) {
            if (base.policy() == Policy.ACCEPT) {
                pass(strand, policy, List.of());
            } else {
                end(strand, Verdict.DROP, policy, List.of());
            }
        }
    }

    /** Runs the rules of a chain; returns what reaches its end or returns from it. */
    private List<Strand> chain(Chain chain, List<Strand> arriving, List<RuleAt> path) {
        List<Strand> leaving = new ArrayList<>();
        List<Strand> going = arriving;
        for (int number = 1; number <= chain.rules().size() && !going.isEmpty(); number++) {
            going = rule(at(chain, number), going, leaving, path);
        }
        leaving.addAll(going);
        return Strand.joined(leaving);
    }

    /**
     * Which rules of a chain before that number take packets out of it.
     *
     * @return the rules, or empty when some packets get past all of them
     */
    Optional<Set<RuleAt>> takers(Chain chain, int beforeNumber, PacketSet packets) {
        Set<RuleAt> takers = new LinkedHashSet<>();
        List<Strand> leaving = new ArrayList<>();
        List<Strand> going = List.of(Strand.of(packets));
        for (int number = 1; number < beforeNumber && !going.isEmpty(); number++) {
            int before = leaving.size() + passed.size() + ended.size();
            RuleAt at = at(chain, number);
            going = rule(at, going, leaving, List.of());
            if (leaving.size() + passed.size() + ended.size() > before) {
                takers.add(at);
            }
        }
        boolean sure = ended.stream().noneMatch(outcome -> outcome.verdict() == Verdict.UNDECIDED);
        return going.isEmpty() && sure ? Optional.of(takers) : Optional.empty();
    }

    private RuleAt at(Chain chain, int number) {
        return new RuleAt(table.family(), table.name(), chain.name(), number, chain.rule(number));
    }

    private List<Strand> rule(RuleAt at, List<Strand> arriving, List<Strand> leaving, List<RuleAt> path) {
        Rule rule = at.rule();
        if (rule.target().isEmpty() || rule.target().get() instanceof PassThrough) {
            return arriving;
        }
        Strand.Split split = split(conditions.of(rule), at, arriving, path);
        List<Strand> going = new ArrayList<>(split.rest());
        if (!split.taken().isEmpty()) {
            going.addAll(apply(rule.target().get(), Strand.joined(split.taken()), at, leaving, path));
        }
        return Strand.joined(going);
    }

    private Strand.Split split(Condition condition, RuleAt at, List<Strand> arriving, List<RuleAt> path) {
        List<Strand> taken = new ArrayList<>();
        List<Strand> rest = new ArrayList<>();
        for (Strand strand : arriving) {
            long regions = condition.yes().size() + 2L * condition.maybe().size() + 1;
            if (meter.spend(strand.packets().size() * regions)) {
                Strand.Split split = strand.split(condition, at);
                taken.addAll(split.taken());
                rest.addAll(split.rest());
            } else {
                end(strand, Verdict.UNDECIDED, at, path);
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
            case DestinationNat nat -> pass(Strand.change(strands, Rewriting.of(nat)), at, path);
            case SourceNat nat -> pass(Strand.change(strands, Rewriting.of(nat)), at, path);
            case Masquerade masquerade -> pass(Strand.change(strands, Rewriting.of(masquerade)), at, path);
            case NetworkMap map -> {
                return undecided(strands, at, path);
            }
            case Redirect redirect -> pass(Strand.change(strands, Rewriting.of(redirect)), at, path);
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
                return Strand.change(strands, Rewriting.of(mark));
            }
            case RestoreMark mark -> {
                return Strand.change(strands, Rewriting.unknownMark());
            }
            case UnknownMark mark -> {
                return Strand.change(strands, Rewriting.unknownMark());
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
                return conditions.beforeTracking() ? Strand.change(strands, Rewriting.of(notrack)) : strands;
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

    private List<Strand> map(
            VerdictMap map, List<Strand> arriving, RuleAt at, List<Strand> leaving, List<RuleAt> path) {
        List<Strand> going = new ArrayList<>();
        List<Strand> rest = arriving;
        for (VerdictMap.Entry entry : map.entries()) {
            Strand.Split split = split(conditions.of(entry.match()), at, rest, path);
            going.addAll(apply(entry.target(), split.taken(), at, leaving, path));
            rest = split.rest();
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
        if (chain.isEmpty() || calledAlready) {
            return undecided(strands, at, path);
        }
        List<RuleAt> longer = new ArrayList<>(path);
        longer.add(at);
        return chain(chain.get(), strands, List.copyOf(longer));
    }

    /** A target of which it is not known whether it ends the walk may do so or not. */
    private List<Strand> undecided(List<Strand> strands, RuleAt at, List<RuleAt> path) {
        strands.forEach(strand -> end(strand, Verdict.UNDECIDED, at, path));
        return strands.stream().map(strand -> strand.dependingOn(at)).toList();
    }

    private void pass(List<Strand> strands, Decider by, List<RuleAt> path) {
        strands.forEach(strand -> pass(strand, by, path));
    }

    private void pass(Strand strand, Decider by, List<RuleAt> path) {
        passed.add(filtering ? strand.acceptedBy(by, path) : strand);
    }

    private void end(Strand strand, Verdict verdict, Decider by, List<RuleAt> path) {
        ended.add(new Outcome(strand.packets(), verdict, by, path, List.copyOf(strand.dependsOn())));
    }
}
