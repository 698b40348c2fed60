package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table whose chains are ready for walking. */
final class PreparedTable {
    final Table table;
    private final Map<String, PreparedChain> chains = new HashMap<>();

    PreparedTable(Table table) {
        this.table = table;
        table.chains().forEach(chain -> chains.putIfAbsent(chain.name(), new PreparedChain(chain.name(), this)));
        table.chains().forEach(this::fill);
    }

    private void fill(Chain chain) {
        PreparedChain prepared = chains.get(chain.name());
        if (prepared != null) {
            List<dev.packetwalk.netfilter.Rule> rules = chain.rules();
            PreparedRule[] filled = new PreparedRule[rules.size()];
            for (int i = 0; i < filled.length; i++) {
                filled[i] =
                        PreparedRule.of(new RuleAt(table.family(), table.name(), chain.name(), i + 1, rules.get(i)));
            }
            prepared.rules = filled;
            prepared.sieve = new Sieve(filled);
        }
    }

    /** The chain of that name; null when there is none. */
    @Nullable
    PreparedChain chain(String name) {
        return chains.get(name);
    }
}
