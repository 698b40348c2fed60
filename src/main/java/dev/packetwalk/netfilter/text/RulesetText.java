package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of one network namespace from the two listings that show them. */
public final class RulesetText {
    private RulesetText() {}

    /**
     * Reads both listings. A table that iptables-save shows is taken from there; what it can't show, tables and chains made
     * with nft, is taken from nft's listing.
     *
     * @param iptablesSave what {@code iptables-save} printed; may be empty
     * @param nftListing what {@code nft list ruleset} printed; may be empty
     * @return one ruleset; lines of problems count in the text that they are about
     */
    public static Parsed<Ruleset> read(String iptablesSave, String nftListing) {
        Parsed<Ruleset> saved = IptablesSave.parse(iptablesSave);
        Parsed<Ruleset> listed = NftListing.parse(nftListing);
        List<Table> tables = new ArrayList<>();
        for (Table table : saved.value().tables()) {
            Optional<Table> same = listed.value().table(table.family(), table.name());
            tables.add(same.map(other -> withMissingChains(table, other)).orElse(table));
        }
        listed.value().tables().stream()
                .filter(table ->
                        saved.value().table(table.family(), table.name()).isEmpty())
                .forEach(tables::add);
        List<Problem> problems = new ArrayList<>(saved.problems());
        problems.addAll(listed.problems());
        return new Parsed<>(new Ruleset(tables), problems);
    }

    private static Table withMissingChains(Table table, Table listed) {
        List<Chain> chains = new ArrayList<>(table.chains());
        listed.chains().stream()
                .filter(chain -> table.chain(chain.name()).isEmpty())
                .forEach(chains::add);
        return new Table(table.family(), table.name(), table.producer(), chains);
    }
}
