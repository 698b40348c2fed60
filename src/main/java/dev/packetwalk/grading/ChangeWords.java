package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Code;
import dev.packetwalk.grading.Argument.Name;
import dev.packetwalk.grading.Argument.Whole;
import dev.packetwalk.grading.Chronicle.Change;
import dev.packetwalk.grading.Chronicle.Change.Kind;
import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.RulesetChange;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.walk.RuleAt;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What changed between two rulesets, in the learner's text. A table or a chain that comes or goes is told by what is in it. */
final class ChangeWords {
    /** Changes told at once; whoever restores a ruleset of hundreds is not read them out. */
    private static final int MOST = 30;

    private ChangeWords() {}

    static List<Change> of(List<RulesetChange> changes) {
        List<Change> all = changes.stream().flatMap(ChangeWords::of).toList();
        return all.size() <= MOST
                ? all
                : Stream.concat(
                                all.stream().limit(MOST - 1),
                                Stream.of(other(
                                        Key.CHANGES_LEFT_OUT, Map.of("count", new Whole(all.size() - MOST + 1L)))))
                        .toList();
    }

    private static Stream<Change> of(RulesetChange change) {
        return switch (change) {
            case RulesetChange.TableAdded(Table table) ->
                table.chains().stream().flatMap(chain -> came(table.family(), table.name(), chain));
            case RulesetChange.TableRemoved(Table table) ->
                table.chains().stream().flatMap(chain -> went(table.family(), table.name(), chain));
            case RulesetChange.ChainAdded(Family family, String table, Chain chain) -> came(family, table, chain);
            case RulesetChange.ChainRemoved(Family family, String table, Chain chain) -> went(family, table, chain);
            case RulesetChange.PolicyChanged(Family family, String table, String chain, Policy then, Policy now) ->
                Stream.of(policy(family, table, chain, then, now));
            case RulesetChange.ChainHookedAnew(Family family, String table, Chain _, Chain chain) ->
                Stream.of(chain(Key.CHAIN_HOOKED_ANEW, family, table, chain));
            case RulesetChange.RuleAdded(Family family, String table, String chain, int number, Rule rule) ->
                Stream.of(rule(Kind.ADDED, Key.RULE_ADDED_AS, family, table, chain, number, rule));
            case RulesetChange.RuleRemoved(Family family, String table, String chain, int number, Rule rule) ->
                Stream.of(rule(Kind.REMOVED, Key.RULE_REMOVED, family, table, chain, number, rule));
            case RulesetChange.RuleMoved(Family family, String table, String chain, int from, int to, Rule rule) ->
                Stream.of(new Change(
                        Kind.MOVED,
                        new Reason(new Message(
                                Key.RULE_MOVED,
                                Map.of(
                                        "rule",
                                        Names.of(new RuleAt(family, table, chain, to, rule)),
                                        "from",
                                        new Whole(from))))));
        };
    }

    private static Stream<Change> came(Family family, String table, Chain chain) {
        Stream<Change> self = chain.base().isEmpty()
                ? Stream.of(chain(Key.CHAIN_ADDED, family, table, chain))
                : chain
                        .base()
                        .map(BaseChain::policy)
                        .filter(policy -> policy != Policy.ACCEPT)
                        .map(policy -> policy(family, table, chain.name(), Policy.ACCEPT, policy))
                        .stream();
        return Stream.concat(self, rules(Kind.ADDED, Key.RULE_ADDED_AS, family, table, chain));
    }

    private static Stream<Change> went(Family family, String table, Chain chain) {
        return Stream.concat(
                rules(Kind.REMOVED, Key.RULE_REMOVED, family, table, chain),
                chain.base().isEmpty() ? Stream.of(chain(Key.CHAIN_REMOVED, family, table, chain)) : Stream.empty());
    }

    private static Stream<Change> rules(Kind kind, Key key, Family family, String table, Chain chain) {
        return IntStream.rangeClosed(1, chain.rules().size())
                .mapToObj(number -> rule(kind, key, family, table, chain.name(), number, chain.rule(number)));
    }

    private static Change rule(Kind kind, Key key, Family family, String table, String chain, int number, Rule rule) {
        return new Change(
                kind,
                new Reason(new Message(key, Map.of("rule", Names.of(new RuleAt(family, table, chain, number, rule))))));
    }

    private static Change policy(Family family, String table, String chain, Policy then, Policy now) {
        return other(
                Key.POLICY_BECAME,
                Map.of(
                        "place",
                        Names.place(family, table, chain),
                        "before",
                        new Name(then.toString()),
                        "now",
                        new Code(now.toString())));
    }

    private static Change chain(Key key, Family family, String table, Chain chain) {
        return other(key, Map.of("place", Names.place(family, table, chain.name())));
    }

    private static Change other(Key key, Map<String, Argument> about) {
        return new Change(Kind.OTHER, new Reason(new Message(key, about)));
    }
}
