package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Family;

/** How chains are named to people. */
final class Places {
    private Places() {}

    /** The chain's name alone for the filter table that iptables shows by default, else with its table. */
    static String name(Family family, String table, String chain) {
        if (family == Family.IP) {
            return table.equals("filter") ? chain : table + " " + chain;
        }
        return family.keyword() + " " + table + " " + chain;
    }
}
