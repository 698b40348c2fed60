package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Reject;
import dev.packetwalk.netfilter.Return;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.Verdict;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which packets reach a rule, and what would become of them without it.
 *
 * <p>Only packets that the rule could match are followed, which are few for most rules. What rules rewrite on the way to it (marks,
 * and the state before connection tracking) is left open at the start.
 */
final class RuleReach {
    private final Ruleset ruleset;
    private final HookRun hooks;
    private final Meter meter;
    private final boolean canBeUntracked;
    private final IdentityHashMap<Table, Callers> callers = new IdentityHashMap<>();

    RuleReach(Ruleset ruleset, HookRun hooks, Meter meter, boolean canBeUntracked) {
        this.ruleset = ruleset;
        this.hooks = hooks;
        this.meter = meter;
        this.canBeUntracked = canBeUntracked;
    }

    private Callers callers(Table table) {
        return callers.computeIfAbsent(table, in -> new Callers(in, meter));
    }

    /** Packets that come to the rule on one way. */
    private record Arrival(HookRun.Registered entry, List<RuleAt> path, List<Strand> strands) {}

    /** What was seen on the way to a rule. */
    private static final class Search implements ChainRun.Watch {
        final RuleAt rule;
        final Set<String> leading;
        final List<RuleAt> takers = new ArrayList<>();
        final List<List<RuleAt>> paths = new ArrayList<>();
        final List<List<Strand>> arrived = new ArrayList<>();
        boolean incomplete;

        Search(RuleAt rule, Set<String> leading) {
            this.rule = rule;
            this.leading = leading;
        }

        @Override
        public List<Strand> arriving(RuleAt at, List<Strand> arriving, List<RuleAt> path) {
            if (!at.equals(rule)) {
                return arriving;
            }
            paths.add(path);
            arrived.add(arriving);
            return List.of();
        }

        /** The rule that takes them as seen from the rule's own chain, or else from the base chain. */
        @Override
        public void took(RuleAt at, List<RuleAt> path) {
            Optional<RuleAt> within = path.stream()
                    .filter(jump -> jump.chain().equals(rule.chain()))
                    .findFirst();
            boolean own = at.chain().equals(rule.chain());
            boolean returns = at.rule().target().filter(RuleReach::onlyLeaves).isPresent();
            if (!returns || leading.contains(at.chain())) {
                RuleAt seen = within.orElse(own || path.isEmpty() ? at : path.getFirst());
                if (!takers.contains(seen)) {
                    takers.add(seen);
                }
            }
        }
    }

    /** Whether there are rules about which nothing was said because the budget did not suffice. */
    boolean gaveUp() {
        return meter.exhausted();
    }

    /** Why no packet reaches the rule; empty when some do, or when the budget does not suffice to tell. */
    Optional<Shadow> shadow(RuleAt rule) {
        Optional<Table> table = ruleset.table(rule.family(), rule.table());
        Optional<Chain> chain = table.flatMap(in -> in.chain(rule.chain()));
        if (meter.exhausted()
                || table.isEmpty()
                || chain.isEmpty()
                || rule.number() > chain.get().rules().size()) {
            return Optional.empty();
        }
        List<HookRun.Registered> entries = callers(table.get()).entries(rule.chain());
        if (entries.isEmpty() && !meter.exhausted()) {
            return Optional.of(new Shadow(rule, Shadow.Why.CHAIN_NOT_CALLED, List.of()));
        }
        Set<RuleAt> takers = new LinkedHashSet<>();
        boolean possible = false;
        for (HookRun.Registered entry : entries) {
            PacketSet matching = matching(rule, chain.get(), entry);
            if (!matching.isEmpty()) {
                possible = true;
                Search search = search(rule, entry, matching);
                if (!search.arrived.isEmpty() || search.incomplete || meter.exhausted()) {
                    return Optional.empty();
                }
                takers.addAll(search.takers);
            }
        }
        if (meter.exhausted()) {
            return Optional.empty();
        }
        Shadow.Why why =
                !possible ? Shadow.Why.CONTRADICTORY : takers.isEmpty() ? Shadow.Why.NOT_SENT : Shadow.Why.TAKEN;
        return Optional.of(new Shadow(rule, why, List.copyOf(takers)));
    }

    /** What would do the same with the rule's packets; empty when nothing does, when that can't be told, or there are none. */
    Optional<Redundancy> redundancy(RuleAt rule) {
        Optional<Verdict> verdict = rule.rule().target().flatMap(RuleReach::verdict);
        Optional<Table> table = ruleset.table(rule.family(), rule.table());
        Optional<Chain> chain = table.flatMap(in -> in.chain(rule.chain()));
        if (meter.exhausted() || verdict.isEmpty() || table.isEmpty() || chain.isEmpty()) {
            return Optional.empty();
        }
        Set<Decider> others = new LinkedHashSet<>();
        boolean reached = false;
        for (HookRun.Registered entry : callers(table.get()).entries(rule.chain())) {
            PacketSet matching = matching(rule, chain.get(), entry);
            Condition condition = hooks.conditions(entry).of(chain.get(), rule.number());
            Search search = search(rule, entry, matching);
            for (int i = 0; i < search.arrived.size(); i++) {
                reached = true;
                Arrival arrival = new Arrival(entry, search.paths.get(i), search.arrived.get(i));
                if (!condition.maybe().isEmpty() || !endsTheSame(rule, condition, arrival, verdict.get(), others)) {
                    return Optional.empty();
                }
            }
        }
        return reached && !meter.exhausted()
                ? Optional.of(new Redundancy(rule, verdict.get(), List.copyOf(others)))
                : Optional.empty();
    }

    private boolean endsTheSame(
            RuleAt rule, Condition condition, Arrival arrival, Verdict verdict, Set<Decider> others) {
        if (!arrival.path().stream()
                .allMatch(jump -> jump.rule().target().filter(RuleReach::calls).isPresent())) {
            return false;
        }
        List<Strand> taken = arrival.strands().stream()
                .flatMap(strand -> strand.split(condition, rule, meter).taken().stream())
                .toList();
        HookRun.Registered entry = arrival.entry();
        Comparison comparison = new Comparison(rule, verdict);
        ChainRun run = hooks.run(entry, comparison);
        run.runBehind(rule, arrival.path(), entry.chain(), entry.base(), taken);
        boolean undecided = run.ended().stream().anyMatch(ending -> ending.verdict() == Verdict.UNDECIDED);
        boolean byPolicy = run.ended().stream().anyMatch(ending -> ending.by() instanceof PolicyOf)
                || (!run.passed().isEmpty() && comparison.others.isEmpty())
                || run.passed().stream().anyMatch(RuleReach::passedByPolicy);
        Verdict policy = entry.base().policy() == Policy.ACCEPT ? Verdict.ACCEPT : Verdict.DROP;
        others.addAll(comparison.others);
        if (byPolicy) {
            others.add(new PolicyOf(
                    rule.family(),
                    rule.table(),
                    entry.chain().name(),
                    entry.base().policy()));
        }
        return !meter.exhausted()
                && !run.tooDeep()
                && !run.rewrote()
                && !undecided
                && !comparison.differs
                && (!byPolicy || policy == verdict);
    }

    private static boolean passedByPolicy(Strand strand) {
        Strand.Accepted accepted = strand.accepted();
        return accepted != null && accepted.by() instanceof PolicyOf;
    }

    private static boolean calls(Target target) {
        return target instanceof Jump || target instanceof Goto;
    }

    /** Follows packets as long as what happens to them is what their rule would have done. */
    private static final class Comparison implements ChainRun.Watch {
        final RuleAt rule;
        final Verdict verdict;
        final Set<Decider> others = new LinkedHashSet<>();
        boolean differs;

        Comparison(RuleAt rule, Verdict verdict) {
            this.rule = rule;
            this.verdict = verdict;
        }

        @Override
        public List<Strand> arriving(RuleAt at, List<Strand> arriving, List<RuleAt> path) {
            return differs ? List.of() : arriving;
        }

        @Override
        public void took(RuleAt at, List<RuleAt> path) {
            Optional<Verdict> other = at.rule().target().flatMap(RuleReach::verdict);
            boolean leaves = at.rule().target().filter(RuleReach::onlyLeaves).isPresent();
            differs |= !leaves && !(other.filter(verdict::equals).isPresent() && sameAnswer(rule, at));
            if (!leaves) {
                others.add(at);
            }
        }
    }

    private static boolean onlyLeaves(Target target) {
        return calls(target) || target instanceof Return;
    }

    /** Whether a sender gets the same answer; there are several ways to reject. */
    private static boolean sameAnswer(RuleAt rule, RuleAt other) {
        Optional<Target> mine = rule.rule().target();
        return mine.filter(target -> target instanceof Reject).isEmpty()
                || other.rule().target().equals(mine);
    }

    private static Optional<Verdict> verdict(Target target) {
        return switch (target) {
            case Accept accept -> Optional.of(Verdict.ACCEPT);
            case Drop drop -> Optional.of(Verdict.DROP);
            case Reject reject -> Optional.of(Verdict.REJECT);
            default -> Optional.empty();
        };
    }

    private PacketSet matching(RuleAt rule, Chain chain, HookRun.Registered entry) {
        Condition condition = hooks.conditions(entry).of(chain, rule.number());
        PacketSet universe = Callers.universe(entry, canBeUntracked);
        PacketSet possible = PacketSet.union(List.of(condition.yes(), condition.maybe()), meter);
        return open(possible, entry).intersect(universe, meter);
    }

    private static PacketSet open(PacketSet matching, HookRun.Registered entry) {
        PacketSet anyMark = matching.each(box -> box.with(Dimension.MARK, Dimension.MARK.universe()));
        return entry.beforeTracking()
                ? anyMark.each(box -> box.with(Dimension.STATE, Dimension.STATE.universe()))
                : anyMark;
    }

    private Search search(RuleAt rule, HookRun.Registered entry, PacketSet matching) {
        Search search = new Search(rule, callers(entry.table()).leading(rule.chain()));
        List<Strand> strands = matching.isEmpty() ? List.of() : List.of(Strand.of(matching));
        ChainRun run = hooks.run(entry, search);
        run.run(entry.chain(), entry.base(), strands);
        search.incomplete = run.tooDeep();
        return search;
    }
}
