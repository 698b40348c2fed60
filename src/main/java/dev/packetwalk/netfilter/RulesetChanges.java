package dev.packetwalk.netfilter;

import dev.packetwalk.netfilter.RulesetChange.ChainAdded;
import dev.packetwalk.netfilter.RulesetChange.ChainHookedAnew;
import dev.packetwalk.netfilter.RulesetChange.ChainRemoved;
import dev.packetwalk.netfilter.RulesetChange.PolicyChanged;
import dev.packetwalk.netfilter.RulesetChange.RuleAdded;
import dev.packetwalk.netfilter.RulesetChange.RuleMoved;
import dev.packetwalk.netfilter.RulesetChange.RuleRemoved;
import dev.packetwalk.netfilter.RulesetChange.TableAdded;
import dev.packetwalk.netfilter.RulesetChange.TableRemoved;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What changed from one ruleset to another.
 *
 * <p>Two rules are the same when their matches and their target are; counters, line numbers and the order of tables and of
 * chains don't count. The rules of a chain that keep their order are as many as possible: the changes name only the others.
 */
public final class RulesetChanges {
    private RulesetChanges() {}

    /** The table of a family and name, or the chain of a name in it. */
    private record TableKey(Family family, String name) {}

    /** What makes a rule the one it is. */
    private record Meaning(List<Match> matches, Optional<Target> target) {
        static Meaning of(Rule rule) {
            return new Meaning(rule.matches(), rule.target());
        }
    }

    /**
     * The changes that turn one ruleset into the other.
     *
     * @return in the order of the tables, chains and rules of {@code before}, each followed by what is new; empty when nothing
     *     that counts has changed
     */
    public static List<RulesetChange> between(Ruleset before, Ruleset after) {
        List<RulesetChange> changes = new ArrayList<>();
        Map<TableKey, Table> now = new LinkedHashMap<>();
        after.tables().forEach(table -> now.putIfAbsent(new TableKey(table.family(), table.name()), table));
        for (Table table : before.tables()) {
            Table same = now.remove(new TableKey(table.family(), table.name()));
            if (same == null) {
                changes.add(new TableRemoved(table));
            } else {
                changes.addAll(between(table, same));
            }
        }
        now.values().forEach(table -> changes.add(new TableAdded(table)));
        return List.copyOf(changes);
    }

    private static List<RulesetChange> between(Table before, Table after) {
        List<RulesetChange> changes = new ArrayList<>();
        Map<String, Chain> now = new LinkedHashMap<>();
        after.chains().forEach(chain -> now.putIfAbsent(chain.name(), chain));
        for (Chain chain : before.chains()) {
            Chain same = now.remove(chain.name());
            if (same == null) {
                changes.add(new ChainRemoved(before.family(), before.name(), chain));
            } else {
                base(before, chain, same).ifPresent(changes::add);
                changes.addAll(rules(before, chain, same));
            }
        }
        now.values().forEach(chain -> changes.add(new ChainAdded(before.family(), before.name(), chain)));
        return changes;
    }

    private static Optional<RulesetChange> base(Table table, Chain before, Chain after) {
        if (before.base().equals(after.base())) {
            return Optional.empty();
        }
        Optional<BaseChain> was = before.base();
        Optional<BaseChain> is = after.base();
        boolean policyAlone = was.isPresent()
                && is.isPresent()
                && is.get()
                        .equals(new BaseChain(
                                was.get().type(),
                                was.get().hook(),
                                was.get().priority(),
                                is.get().policy()));
        return Optional.of(
                policyAlone
                        ? new PolicyChanged(
                                table.family(),
                                table.name(),
                                before.name(),
                                was.get().policy(),
                                is.get().policy())
                        : new ChainHookedAnew(table.family(), table.name(), before, after));
    }

    private static List<RulesetChange> rules(Table table, Chain before, Chain after) {
        Map<Meaning, Integer> meanings = new HashMap<>();
        int[] was = numbered(before.rules(), meanings);
        int[] is = numbered(after.rules(), meanings);
        CommonOrder kept = CommonOrder.of(was, is);
        Map<Integer, Deque<Integer>> places = new HashMap<>();
        for (int to = 0; to < is.length; to++) {
            if (!kept.inSecond(to)) {
                places.computeIfAbsent(is[to], meaning -> new ArrayDeque<>()).add(to);
            }
        }
        List<RulesetChange> changes = new ArrayList<>();
        boolean[] moved = new boolean[is.length];
        for (int from = 0; from < was.length; from++) {
            if (!kept.inFirst(from)) {
                Rule rule = before.rules().get(from);
                Deque<Integer> free = places.getOrDefault(was[from], new ArrayDeque<>());
                if (free.isEmpty()) {
                    changes.add(new RuleRemoved(table.family(), table.name(), before.name(), from + 1, rule));
                } else {
                    int to = free.remove();
                    moved[to] = true;
                    Rule there = after.rules().get(to);
                    changes.add(new RuleMoved(table.family(), table.name(), before.name(), from + 1, to + 1, there));
                }
            }
        }
        for (int to = 0; to < is.length; to++) {
            if (!kept.inSecond(to) && !moved[to]) {
                Rule rule = after.rules().get(to);
                changes.add(new RuleAdded(table.family(), table.name(), before.name(), to + 1, rule));
            }
        }
        return changes;
    }

    private static int[] numbered(List<Rule> rules, Map<Meaning, Integer> meanings) {
        return rules.stream()
                .mapToInt(rule -> meanings.computeIfAbsent(Meaning.of(rule), meaning -> meanings.size()))
                .toArray();
    }
}
