package dev.packetwalk.netfilter;

import java.util.List;
import java.util.Optional;

/**
 * A named group of chains of one family.
 *
 * @param family which packets its base chains see
 * @param name for iptables one of raw, mangle, nat, filter, security; for nft anything
 * @param producer what printed it, such as {@code iptables-save v1.8.9 (nf_tables)}; empty when unknown
 * @param chains in the order in which they were listed
 */
public record Table(Family family, String name, String producer, List<Chain> chains) {
    public Table {
        chains = List.copyOf(chains);
    }

    /** The chain of that name, when there is one. */
    public Optional<Chain> chain(String chainName) {
        return chains.stream().filter(chain -> chain.name().equals(chainName)).findFirst();
    }

    /** The table's name as a command names it: {@code filter}, or {@code inet fw} where the family is not plain IPv4. */
    public String label() {
        return label(family, name);
    }

    /** What {@link #label()} is of a table of that family and name. */
    public static String label(Family family, String name) {
        return family == Family.IP ? name : family.keyword() + " " + name;
    }
}
