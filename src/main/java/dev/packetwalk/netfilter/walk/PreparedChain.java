package dev.packetwalk.netfilter.walk;

/** A chain of prepared rules. Filled after all chains of its table exist, because rules lead from one to another. */
final class PreparedChain {
    final String name;
    final PreparedTable table;
    PreparedRule[] rules = {};
    Sieve sieve = new Sieve(rules);

    PreparedChain(String name, PreparedTable table) {
        this.name = name;
        this.table = table;
    }
}
