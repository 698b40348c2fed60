package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Table;
import java.util.List;
import java.util.Optional;

/**
 * The format of {@code iptables -S} and {@code ip6tables -S}: one table's chains and rules as commands, with {@code -v} also
 * with counters.
 *
 * <p>Defined by iptables 1.8.9: iptables/nft.c (nft_rule_list_save), nft-shared.c and xshared.c (save_rule_details).
 */
public final class IptablesRules {
    private IptablesRules() {}

    /**
     * Reads what {@code iptables -S} printed. The text says neither its table nor its family, nor which variant of iptables
     * printed it; the priorities of base chains are those of the nft variant.
     *
     * @param text all of it, or of one chain ({@code -S CHAIN}); then a jump to a chain that is not in it is a problem
     * @param family {@link Family#IP} for iptables, {@link Family#IP6} for ip6tables
     * @param table the table that was asked for, {@code filter} unless {@code -t} said otherwise
     * @return the table; what a rule says that is not known is kept in it as it was written
     */
    public static Parsed<Table> parse(String text, Family family, String table) {
        return new RulesReader(family, table).read(text);
    }

    /**
     * Prints a table as {@code iptables -S} does.
     *
     * @param table one of iptables' own
     * @param counters whether to print counters, as with {@code -v}; a rule without them counts as 0
     */
    public static String print(Table table, boolean counters) {
        StringBuilder text = new StringBuilder();
        for (Chain chain : table.chains()) {
            text.append(declaration(chain, counters)).append('\n');
        }
        for (Chain chain : table.chains()) {
            for (Rule rule : chain.rules()) {
                text.append("-A ")
                        .append(chain.name())
                        .append(rule(rule, counters))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String declaration(Chain chain, boolean counters) {
        return chain.base()
                .map(base -> "-P " + chain.name() + (base.policy() == Policy.DROP ? " DROP" : " ACCEPT")
                        + (counters ? printed(chain.counters()) : ""))
                .orElse("-N " + chain.name());
    }

    private static String rule(Rule rule, boolean counters) {
        if (!counters) {
            return RulePrinter.print(rule);
        }
        // iptables prints the counters between the matches and the target.
        Rule matches = new Rule(rule.text(), rule.line(), Optional.empty(), rule.matches(), Optional.empty());
        Rule target = new Rule(rule.text(), rule.line(), Optional.empty(), List.of(), rule.target());
        return RulePrinter.print(matches) + printed(rule.counters().orElse(Counters.ZERO)) + RulePrinter.print(target);
    }

    private static String printed(Counters counters) {
        return " -c " + Long.toUnsignedString(counters.packets()) + " " + Long.toUnsignedString(counters.bytes());
    }
}
