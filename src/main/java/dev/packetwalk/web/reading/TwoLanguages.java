package dev.packetwalk.web.reading;

import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.text.NftTranslation;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules as iptables-save prints them, and beside each what nftables says for it.
 *
 * @param tables those that hold a rule
 * @param more what nft alone can show, as {@code nft list ruleset} prints it; empty for nothing
 * @param left how many rules are not shown because there are too many
 */
public record TwoLanguages(List<TableView> tables, String more, int left) {
    private static final int MOST_RULES = 60;

    public TwoLanguages {
        tables = List.copyOf(tables);
    }

    /** A table; {@code name} is one of iptables'. */
    public record TableView(String name, List<Line> lines) {
        public TableView {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line in both languages.
     *
     * @param nft empty where there is no translation
     * @param chain whether it begins a chain
     */
    public record Line(String iptables, String nft, boolean chain) {}

    /** Of an author's text. */
    static TwoLanguages of(String iptablesSave) {
        return of(IptablesSave.parse(iptablesSave).value(), "");
    }

    /** Of a ruleset, and of what nft alone can show. */
    static TwoLanguages of(Ruleset ruleset, String more) {
        List<TableView> tables = new ArrayList<>();
        int room = MOST_RULES;
        int left = 0;
        for (Table table : ruleset.tables()) {
            int rules = table.chains().stream().mapToInt(c -> c.rules().size()).sum();
            if (table.family() == Family.IP && rules > 0) {
                List<Line> lines = new ArrayList<>();
                for (Chain chain : table.chains()) {
                    lines.add(opening(chain));
                    chain.rules().stream().limit(room).forEach(rule -> lines.add(line(rule)));
                    left += Math.max(0, chain.rules().size() - room);
                    room -= Math.min(room, chain.rules().size());
                }
                tables.add(new TableView(table.name(), lines));
            }
        }
        return new TwoLanguages(tables, more, left);
    }

    /** Whether there is nothing to show. */
    public boolean empty() {
        return tables.isEmpty() && more.isEmpty();
    }

    private static Line opening(Chain chain) {
        String policy = chain.base().map(base -> base.policy().toString()).orElse("-");
        String inside = NftTranslation.base(chain).map(base -> " " + base).orElse("");
        return new Line(":" + chain.name() + " " + policy, "chain " + chain.name() + " {" + inside, true);
    }

    private static Line line(Rule rule) {
        return new Line(rule.text(), NftTranslation.rule(rule).orElse(""), false);
    }
}
