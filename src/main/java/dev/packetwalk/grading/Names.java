package dev.packetwalk.grading;

import dev.packetwalk.grading.QuotedRule.Role;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Rule;
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
    static Reason of(Decider decider) {
        return switch (decider) {
            case RuleAt(Family family, String table, String chain, int number, Rule rule) ->
                Reason.reason()
                        .say("rule " + number + " of " + place(family, table, chain) + ", ")
                        .code(rule.text())
                        .build();
            case PolicyOf(Family family, String table, String chain, Policy policy) ->
                Reason.of("the policy of " + place(family, table, chain) + ", " + policy);
            case NothingDecides _ -> Reason.of("default, because no rule decides");
        };
    }

    /** The same with a capital letter. */
    static Reason capital(Reason reason) {
        String first = reason.phrases().getFirst().text();
        Reason.Builder capital = Reason.reason().say(Character.toUpperCase(first.charAt(0)) + first.substring(1));
        reason.phrases().stream().skip(1).forEach(capital::say);
        return capital.build();
    }

    /** Words that begin a sentence. */
    static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** {@code Rules 2 and 3 of INPUT}, chain by chain. */
    static String list(List<RuleAt> rules) {
        Map<String, List<Integer>> numbers = rules.stream()
                .collect(Collectors.groupingBy(
                        rule -> place(rule.family(), rule.table(), rule.chain()),
                        LinkedHashMap::new,
                        Collectors.mapping(RuleAt::number, Collectors.toList())));
        String list = numbers.entrySet().stream()
                .map(e -> (e.getValue().size() == 1 ? "rule " : "rules ") + and(e.getValue()) + " of " + e.getKey())
                .collect(Collectors.joining(" and "));
        return Character.toUpperCase(list.charAt(0)) + list.substring(1);
    }

    /** The first few of them, and how many more. */
    static Reason some(List<? extends Decider> deciders) {
        Reason.Builder some = Reason.reason();
        int named = deciders.size() <= MOST_NAMED ? deciders.size() : MOST_NAMED - 1;
        int more = deciders.size() - named;
        for (int i = 0; i < named; i++) {
            some.say(i == 0 ? "" : i == named - 1 && more == 0 ? ", and " : ", ")
                    .say(of(deciders.get(i)));
        }
        return more == 0 ? some.build() : some.say(", and " + more + " others").build();
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
                label(at.family(), at.table()),
                at.chain(),
                at.number(),
                at.rule().text(),
                role);
    }

    /** Nobody names the table {@code filter}, because nobody has to. */
    private static String place(Family family, String table, String chain) {
        String label = label(family, table);
        return label.equals("filter") ? chain : chain + " in table " + label;
    }

    private static String label(Family family, String table) {
        return family == Family.IP ? table : family.keyword() + " " + table;
    }

    /** {@code 2, 4 and 6 to 9}. */
    private static String and(List<Integer> numbers) {
        List<String> runs = new ArrayList<>();
        for (int from = 0, to; from < numbers.size(); from = to) {
            to = from + 1;
            while (to < numbers.size() && numbers.get(to) == numbers.get(to - 1) + 1) {
                to++;
            }
            if (to - from > 2) {
                runs.add(numbers.get(from) + " to " + numbers.get(to - 1));
            } else {
                numbers.subList(from, to).forEach(number -> runs.add(String.valueOf(number)));
            }
        }
        String last = runs.removeLast();
        return runs.isEmpty() ? last : String.join(", ", runs) + " and " + last;
    }
}
