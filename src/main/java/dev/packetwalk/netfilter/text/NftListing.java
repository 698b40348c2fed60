package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Ruleset;

/**
 * The text of {@code nft list ruleset}, of nft 1.0.6 (nftables src/rule.c, statement.c, expression.c).
 *
 * <p>Base chains, verdicts and the usual matches are understood; every other expression becomes a condition that is not known,
 * with its own text. Interfaces, addresses and ports are expected as nft prints them by default.
 */
public final class NftListing {
    private NftListing() {}

    /**
     * Reads what {@code nft list ruleset} printed.
     *
     * @param text all of it
     * @return every table of every family
     */
    public static Parsed<Ruleset> parse(String text) {
        return new NftReader().read(text);
    }
}
