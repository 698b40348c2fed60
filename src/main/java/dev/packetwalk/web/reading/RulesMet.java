package dev.packetwalk.web.reading;

import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.walk.PolicyOf;
import dev.packetwalk.netfilter.walk.RuleAt;
import dev.packetwalk.netfilter.walk.Step;
import dev.packetwalk.netfilter.walk.Walk;
import java.util.HashMap;
import java.util.Map;

/** How many rules a packet was compared with on its way, matching or not. */
final class RulesMet {
    private RulesMet() {}

    /**
     * Counts them. A walk tells the rules that matched: those before a match in the same chain were tried and did not fit, and a
     * chain that the packet came back from without a decision was tried to its end.
     *
     * @param ruleset that was walked
     */
    static int on(Walk walk, Ruleset ruleset) {
        Map<String, Integer> sizes = new HashMap<>();
        for (Table table : ruleset.tables()) {
            for (Chain chain : table.chains()) {
                sizes.put(table.name() + " " + chain.name(), chain.rules().size());
            }
        }
        Map<String, Integer> reached = new HashMap<>();
        String last = "";
        for (Step step : walk.steps()) {
            if (step.at() instanceof RuleAt rule) {
                String chain = rule.table() + " " + rule.chain();
                if (reached.getOrDefault(chain, 0) >= rule.number()) {
                    throw new IllegalArgumentException("a chain is met twice: " + chain);
                }
                // Back from a chain that was called and decided nothing.
                boolean back = reached.containsKey(chain) && !last.equals(chain);
                if (back) {
                    reached.put(last, sizes.getOrDefault(last, 0));
                }
                reached.put(chain, rule.number());
                last = chain;
            } else if (step.at() instanceof PolicyOf policy) {
                String chain = policy.table() + " " + policy.chain();
                reached.put(chain, sizes.getOrDefault(chain, 0));
            }
        }
        return reached.values().stream().mapToInt(Integer::intValue).sum();
    }
}
