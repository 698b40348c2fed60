package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Code;
import dev.packetwalk.grading.Argument.Many;
import dev.packetwalk.grading.Argument.Name;
import dev.packetwalk.grading.Argument.Whole;
import dev.packetwalk.grading.QuotedRule.Role;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.walk.Decider;
import dev.packetwalk.netfilter.walk.NothingDecides;
import dev.packetwalk.netfilter.walk.PolicyOf;
import dev.packetwalk.netfilter.walk.RuleAt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to call rules and policies in a sentence. */
final class Names {
    private static final int MOST_NAMED = 4;

    private Names() {}

    /** {@code rule 1 of INPUT, `-A INPUT -j DROP`}, or {@code the policy of INPUT, DROP}. */
    static Message of(Decider decider) {
        return switch (decider) {
            case RuleAt(Family family, String table, String chain, int number, Rule rule) ->
                new Message(
                        Key.RULE,
                        Map.of(
                                "number",
                                new Whole(number),
                                "place",
                                place(family, table, chain),
                                "text",
                                new Code(rule.text())));
            case PolicyOf(Family family, String table, String chain, Policy policy) ->
                new Message(
                        Key.POLICY,
                        Map.of("place", place(family, table, chain), "policy", new Name(policy.toString())));
            case NothingDecides _ -> Message.of(Key.NO_RULE);
        };
    }

    /** {@code rules 2 and 3 of INPUT}, chain by chain. */
    static Message list(List<RuleAt> rules) {
        Map<Argument, List<Integer>> numbers = rules.stream()
                .collect(Collectors.groupingBy(
                        rule -> place(rule.family(), rule.table(), rule.chain()),
                        LinkedHashMap::new,
                        Collectors.mapping(RuleAt::number, Collectors.toList())));
        List<Message> chains = numbers.entrySet().stream()
                .map(e -> new Message(
                        Key.RULES_OF_CHAIN,
                        Map.of(
                                "numbers",
                                new Many(runs(e.getValue())),
                                "count",
                                new Whole(e.getValue().size()),
                                "place",
                                e.getKey())))
                .toList();
        return new Message(Key.RULES_IN_CHAINS, Map.of("chains", new Many(chains)));
    }

    /** The first few of them, and how many more. */
    static Many some(List<? extends Decider> deciders) {
        int named = deciders.size() <= MOST_NAMED ? deciders.size() : MOST_NAMED - 1;
        List<Message> some = new ArrayList<>();
        deciders.stream().limit(named).map(Names::of).forEach(some::add);
        if (deciders.size() > named) {
            some.add(new Message(Key.OTHERS, Map.of("count", new Whole(deciders.size() - named))));
        }
        return new Many(some);
    }

    /** The rule that decides, if a rule does. */
    static Optional<RuleAt> rule(Decider decider) {
        return switch (decider) {
            case RuleAt rule -> Optional.of(rule);
            case PolicyOf _, NothingDecides _ -> Optional.empty();
        };
    }

    static QuotedRule quote(RuleAt at, Role role) {
        return new QuotedRule(
                Table.label(at.family(), at.table()),
                at.chain(),
                at.number(),
                at.rule().text(),
                role);
    }

    /** {@code INPUT}, or {@code PREROUTING in table nat}: nobody names the table {@code filter}, because nobody has to. */
    static Argument place(Family family, String table, String chain) {
        String label = Table.label(family, table);
        return label.equals("filter")
                ? new Name(chain)
                : new Message(Key.PLACE_IN_TABLE, Map.of("chain", new Name(chain), "table", new Name(label)));
    }

    /** {@code 2}, {@code 4} and {@code 6 to 9}. */
    private static List<Argument> runs(List<Integer> numbers) {
        List<Argument> runs = new ArrayList<>();
        for (int from = 0, to; from < numbers.size(); from = to) {
            to = from + 1;
            while (to < numbers.size() && numbers.get(to) == numbers.get(to - 1) + 1) {
                to++;
            }
            if (to - from > 2) {
                runs.add(new Message(
                        Key.RUN, Map.of("from", new Whole(numbers.get(from)), "to", new Whole(numbers.get(to - 1)))));
            } else {
                numbers.subList(from, to).forEach(number -> runs.add(new Whole(number)));
            }
        }
        return runs;
    }
}
