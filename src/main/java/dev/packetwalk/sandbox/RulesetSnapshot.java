package dev.packetwalk.sandbox;

import static java.util.Objects.requireNonNull;

/**
 * The rules in force in a sandbox at one generation, as trusted programs in the keeper printed them.
 *
 * @param generation the kernel's generation number; equal numbers within one sandbox mean equal rules
 * @param iptablesSave what {@code iptables-save -c} printed
 * @param nftRuleset what {@code nft list ruleset} printed, without the keeper's own table; empty when nft holds nothing that
 *     {@code iptablesSave} does not show
 */
public record RulesetSnapshot(long generation, String iptablesSave, String nftRuleset) {
    public RulesetSnapshot {
        requireNonNull(iptablesSave, "iptablesSave");
        requireNonNull(nftRuleset, "nftRuleset");
    }
}
