package dev.packetwalk.web.follow;

import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force as the map shows them: the tables that IPv4 packets meet. All text in it is the learner's own; the page
 * escapes it.
 *
 * @param generation the kernel's number for these rules
 */
public record RulesView(long generation, List<TableView> tables) {
    /** What the map shows of a ruleset. */
    public static RulesView of(Ruleset ruleset, long generation) {
        return new RulesView(
                generation,
                ruleset.tables().stream()
                        .filter(table -> table.family() == Family.IP || table.family() == Family.INET)
                        .map(TableView::of)
                        .toList());
    }

    /** How many rules there are. */
    int size() {
        return tables.stream()
                .flatMap(table -> table.chains().stream())
                .mapToInt(chain -> chain.rules().size())
                .sum();
    }

    /** A table; {@code name} as a command names it. */
    public record TableView(String name, List<ChainView> chains) {
        static TableView of(Table table) {
            return new TableView(
                    table.label(), table.chains().stream().map(ChainView::of).toList());
        }
    }

    /** A chain; hook, type, priority and policy are null for one that only rules call. */
    public record ChainView(
            String name,
            @Nullable String hook,
            @Nullable String type,
            @Nullable Integer priority,
            @Nullable String policy,
            long packets,
            long bytes,
            List<RuleView> rules) {
        static ChainView of(Chain chain) {
            Optional<BaseChain> base = chain.base();
            return new ChainView(
                    chain.name(),
                    base.map(b -> b.hook().name()).orElse(null),
                    base.map(b -> b.type().name().toLowerCase(Locale.ROOT)).orElse(null),
                    base.map(BaseChain::priority).orElse(null),
                    base.map(b -> b.policy().toString()).orElse(null),
                    chain.counters().packets(),
                    chain.counters().bytes(),
                    IntStream.rangeClosed(1, chain.rules().size())
                            .mapToObj(number -> RuleView.of(number, chain.rule(number)))
                            .toList());
        }
    }

    /**
     * A rule.
     *
     * @param number 1-based place in its chain
     * @param jump the chain that it calls or goes on to; null when it does neither
     */
    public record RuleView(
            int number,
            String text,
            long packets,
            long bytes,
            @Nullable String jump) {
        static RuleView of(int number, Rule rule) {
            Counters counters = rule.counters().orElse(Counters.ZERO);
            return new RuleView(
                    number,
                    rule.text(),
                    counters.packets(),
                    counters.bytes(),
                    rule.target().map(RuleView::jump).orElse(null));
        }

        private static @Nullable String jump(dev.packetwalk.netfilter.Target target) {
            if (target instanceof Jump(String chain)) {
                return chain;
            }
            return target instanceof Goto(String chain) ? chain : null;
        }
    }
}
