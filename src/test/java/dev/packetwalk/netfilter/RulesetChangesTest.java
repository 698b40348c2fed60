package dev.packetwalk.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.RulesetChange.ChainAdded;
import dev.packetwalk.netfilter.RulesetChange.ChainHookedAnew;
import dev.packetwalk.netfilter.RulesetChange.ChainRemoved;
import dev.packetwalk.netfilter.RulesetChange.PolicyChanged;
import dev.packetwalk.netfilter.RulesetChange.RuleAdded;
import dev.packetwalk.netfilter.RulesetChange.RuleMoved;
import dev.packetwalk.netfilter.RulesetChange.RuleRemoved;
import dev.packetwalk.netfilter.RulesetChange.TableAdded;
import dev.packetwalk.netfilter.RulesetChange.TableRemoved;
import dev.packetwalk.netfilter.text.IptablesSave;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesetChangesTest {
    private static final long SEED = Long.getLong("packetwalk.seed", 20261122L);

    @Test
    void counters_line_numbers_and_the_order_of_tables_are_no_change() {
        Ruleset before = rules(
                "*nat",
                ":a - [0:0]",
                "COMMIT",
                "*filter",
                ":INPUT DROP [0:0]",
                "[1:2] -A INPUT -i lo -j ACCEPT",
                "COMMIT");
        Ruleset after = rules(
                "*filter",
                ":INPUT DROP [7:8]",
                "[3:4] -A INPUT -i lo -j ACCEPT",
                "COMMIT",
                "*nat",
                ":a - [0:0]",
                "COMMIT");

        assertThat(RulesetChanges.between(before, after)).isEmpty();
    }

    @Test
    void an_inserted_rule_is_one_change_with_its_place() {
        List<RulesetChange> changes =
                RulesetChanges.between(input("-j LOG", "-j DROP"), input("-j LOG", "-p tcp -j ACCEPT", "-j DROP"));

        assertThat(changes).hasSize(1).first().isInstanceOfSatisfying(RuleAdded.class, added -> {
            assertThat(added.number()).isEqualTo(2);
            assertThat(added.chain()).isEqualTo("INPUT");
            assertThat(added.table()).isEqualTo("filter");
            assertThat(added.rule().text()).isEqualTo("-A INPUT -p tcp -j ACCEPT");
        });
    }

    @Test
    void a_replaced_rule_is_removed_and_added() {
        List<RulesetChange> changes = RulesetChanges.between(input("-j LOG", "-j DROP"), input("-j ACCEPT", "-j DROP"));

        assertThat(changes).hasSize(2);
        assertThat(changes.get(0)).isInstanceOf(RuleRemoved.class);
        assertThat(changes.get(1)).isInstanceOf(RuleAdded.class);
    }

    @Test
    void the_last_rule_put_first_is_one_move() {
        List<RulesetChange> changes = RulesetChanges.between(
                input("-j DROP", "-p tcp -j ACCEPT", "-p udp -j ACCEPT", "-i lo -j ACCEPT"),
                input("-i lo -j ACCEPT", "-j DROP", "-p tcp -j ACCEPT", "-p udp -j ACCEPT"));

        assertThat(changes).hasSize(1).first().isInstanceOfSatisfying(RuleMoved.class, moved -> {
            assertThat(moved.from()).isEqualTo(4);
            assertThat(moved.to()).isEqualTo(1);
        });
    }

    @Test
    void policies_chains_and_tables_are_compared() {
        Ruleset before =
                rules("*raw", "COMMIT", "*filter", ":INPUT ACCEPT [0:0]", ":old - [0:0]", ":c - [0:0]", "COMMIT");
        Ruleset after = rules(
                "*filter",
                ":INPUT DROP [0:0]",
                ":new - [0:0]",
                "-A new -j DROP",
                ":c - [0:0]",
                "COMMIT",
                "*nat",
                "COMMIT");

        assertThat(RulesetChanges.between(before, after).stream()
                        .map(Object::getClass)
                        .map(Class::getSimpleName))
                .containsExactly("TableRemoved", "PolicyChanged", "ChainRemoved", "ChainAdded", "TableAdded");
    }

    @Test
    void with_repeated_rules_as_many_as_possible_stay() {
        List<RulesetChange> changes = RulesetChanges.between(
                input("-j LOG", "-j DROP", "-j LOG", "-p tcp", "-j LOG"),
                input("-p tcp", "-j LOG", "-j LOG", "-j DROP", "-j LOG"));

        assertThat(changes).hasSize(2);
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, 300).mapToObj(i -> SEED + i);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void applied_to_the_earlier_ruleset_the_changes_give_the_later_one(long seed) {
        Random random = new Random(seed);
        Ruleset before = random(random);
        Ruleset after = random(random);

        List<RulesetChange> changes = RulesetChanges.between(before, after);

        assertThat(said(applied(before, changes))).isEqualTo(said(after));
        assertThat(RulesetChanges.between(before, before)).isEmpty();
        assertThat(RulesetChanges.between(after, applied(before, changes))).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void no_fewer_changes_would_do(long seed) {
        Random random = new Random(seed);
        List<String> before = randomRules(random, 12);
        List<String> after = randomRules(random, 12);

        List<RulesetChange> changes =
                RulesetChanges.between(input(before.toArray(String[]::new)), input(after.toArray(String[]::new)));

        long moved = changes.stream().filter(RuleMoved.class::isInstance).count();
        long removed = changes.stream().filter(RuleRemoved.class::isInstance).count();
        assertThat(before.size() - moved - removed).isEqualTo(longest(before, after));
    }

    @Test
    void ten_thousand_different_rules_shuffled_are_compared_and_so_are_repeated_ones() {
        Random random = new Random(SEED);
        List<String> rules = IntStream.range(0, 10_000)
                .mapToObj(i -> "-s 10." + (i >> 8 & 255) + "." + (i & 255) + ".0/24 -j DROP")
                .collect(Collectors.toCollection(ArrayList::new));
        Ruleset before = input(rules.toArray(String[]::new));
        Collections.shuffle(rules, random);
        Ruleset different = input(rules.toArray(String[]::new));
        List<String> repeated = randomRules(random, 10_000, 10_000);

        assertThat(said(applied(before, RulesetChanges.between(before, different))))
                .isEqualTo(said(different));
        Ruleset other = input(repeated.toArray(String[]::new));
        Collections.shuffle(repeated, random);
        Ruleset shuffled = input(repeated.toArray(String[]::new));
        assertThat(said(applied(other, RulesetChanges.between(other, shuffled))))
                .isEqualTo(said(shuffled));
    }

    private static int longest(List<String> a, List<String> b) {
        int[][] table = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                table[i][j] = a.get(i - 1).equals(b.get(j - 1))
                        ? table[i - 1][j - 1] + 1
                        : Math.max(table[i - 1][j], table[i][j - 1]);
            }
        }
        return table[a.size()][b.size()];
    }

    /** Carries the changes out as their descriptions say. */
    private static Ruleset applied(Ruleset before, List<RulesetChange> changes) {
        Map<String, Table> tables = new TreeMap<>();
        before.tables().forEach(table -> tables.put(table.label(), table));
        for (RulesetChange change : changes) {
            String key = new Table(change.family(), change.table(), "", List.of()).label();
            switch (change) {
                case TableAdded added -> tables.put(key, added.added());
                case TableRemoved removed -> tables.remove(key);
                default -> {}
            }
        }
        tables.replaceAll((key, table) -> applied(table, changes));
        return new Ruleset(List.copyOf(tables.values()));
    }

    private static Table applied(Table table, List<RulesetChange> all) {
        List<RulesetChange> changes = all.stream()
                .filter(change ->
                        change.family() == table.family() && change.table().equals(table.name()))
                .toList();
        Map<String, Chain> chains = new TreeMap<>();
        table.chains().forEach(chain -> chains.put(chain.name(), applied(chain, changes)));
        for (RulesetChange change : changes) {
            if (change instanceof ChainRemoved removed) {
                chains.remove(removed.chain().name());
            } else if (change instanceof ChainAdded added) {
                chains.put(added.chain().name(), added.chain());
            }
        }
        return new Table(table.family(), table.name(), table.producer(), List.copyOf(chains.values()));
    }

    private static Chain applied(Chain chain, List<RulesetChange> changes) {
        Optional<BaseChain> base = chain.base();
        List<Integer> gone = new ArrayList<>();
        Map<Integer, Rule> come = new TreeMap<>();
        for (RulesetChange change : changes) {
            switch (change) {
                case PolicyChanged policy
                when policy.chain().equals(chain.name()) ->
                    base = base.map(b -> new BaseChain(b.type(), b.hook(), b.priority(), policy.after()));
                case ChainHookedAnew hooked
                when hooked.before().name().equals(chain.name()) ->
                    base = hooked.after().base();
                case RuleRemoved removed when removed.chain().equals(chain.name()) -> gone.add(removed.number());
                case RuleAdded added when added.chain().equals(chain.name()) -> come.put(added.number(), added.rule());
                case RuleMoved moved
                when moved.chain().equals(chain.name()) -> {
                    gone.add(moved.from());
                    come.put(moved.to(), moved.rule());
                }
                default -> {}
            }
        }
        List<Rule> rules = new ArrayList<>(chain.rules());
        gone.sort(Comparator.reverseOrder());
        gone.forEach(number -> rules.remove(number - 1));
        come.forEach((number, rule) -> rules.add(number - 1, rule));
        return new Chain(chain.name(), base, chain.counters(), rules);
    }

    private static Map<String, String> said(Ruleset ruleset) {
        Map<String, String> said = new TreeMap<>();
        for (Table table : ruleset.tables()) {
            said.put(table.label(), "");
            for (Chain chain : table.chains()) {
                String rules = chain.rules().stream().map(Rule::text).collect(Collectors.joining("\n"));
                said.put(table.label() + " " + chain.name(), chain.base() + "\n" + rules);
            }
        }
        return said;
    }

    private static Ruleset random(Random random) {
        StringBuilder text = new StringBuilder();
        for (String table : List.of("raw", "filter", "nat")) {
            if (random.nextInt(4) > 0) {
                text.append("*").append(table).append('\n');
                for (String chain : List.of("OUTPUT", "a", "b")) {
                    if (random.nextInt(4) > 0) {
                        String policy = chain.equals("OUTPUT") ? random.nextBoolean() ? "DROP" : "ACCEPT" : "-";
                        text.append(":" + chain + " " + policy + " [0:0]\n");
                        randomRules(random, 8).forEach(rule -> text.append("-A " + chain + " " + rule + "\n"));
                    }
                }
                text.append("COMMIT\n");
            }
        }
        return rules(text.toString());
    }

    private static List<String> randomRules(Random random, int most) {
        return randomRules(random, random.nextInt(most + 1), 6);
    }

    private static List<String> randomRules(Random random, int count, int kinds) {
        return IntStream.range(0, count)
                .mapToObj(i -> "-m mark --mark 0x" + Integer.toHexString(random.nextInt(kinds)) + " -j DROP")
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Ruleset input(String... rules) {
        List<String> lines = new ArrayList<>(List.of("*filter", ":INPUT ACCEPT [0:0]"));
        Stream.of(rules).forEach(rule -> lines.add("-A INPUT " + rule));
        lines.add("COMMIT");
        return rules(lines.toArray(String[]::new));
    }

    private static Ruleset rules(String... lines) {
        return IptablesSave.parse(String.join("\n", lines) + "\n").value();
    }
}
