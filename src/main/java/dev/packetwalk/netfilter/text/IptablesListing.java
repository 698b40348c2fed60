package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Table;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The format of {@code iptables -L} and {@code ip6tables -L}, with and without {@code -n}, {@code -v}, {@code -x} and
 * {@code --line-numbers}.
 *
 * <p>Defined by iptables 1.8.9: iptables/xshared.c (print_header, print_rule_details, print_ipv4_addresses) and
 * libxtables/xtables.c (xtables_print_num). Versions before 1.8.9, and 1.8.10 again, print protocols by name also with
 * {@code -n}. A listing is for the eye and does not tell everything that a rule says: to evaluate rules, read
 * {@link IptablesSave} or {@link IptablesRules}.
 *
 * @param lines all lines in order, also those that are not understood
 */
public record IptablesListing(List<ListedLine> lines) {
    public IptablesListing {
        lines = List.copyOf(lines);
    }

    /**
     * Reads what {@code iptables -L} printed.
     *
     * @param text all of it; blank lines and comments are kept as {@link UnreadLine}
     * @return every line, with a problem for each that is no part of a listing
     */
    public static Parsed<IptablesListing> parse(String text) {
        return new ListingReader().read(text);
    }

    /** The chains in order. */
    public List<ListedChain> chains() {
        return lines.stream()
                .flatMap(line -> line instanceof ListedChain chain
                        ? java.util.stream.Stream.of(chain)
                        : java.util.stream.Stream.empty())
                .toList();
    }

    /** The rules of a chain in order. */
    public List<ListedRule> rules(String chain) {
        return lines.stream()
                .flatMap(line -> line instanceof ListedRule rule && rule.chain().equals(chain)
                        ? java.util.stream.Stream.of(rule)
                        : java.util.stream.Stream.empty())
                .toList();
    }

    /**
     * Prints a table as {@code iptables -L -n -v --line-numbers} does, with protocols by name. A condition of a module whose words are
     * not known stands in those of iptables-save.
     *
     * @param table of IPv4, one of iptables' own
     */
    public static String print(Table table) {
        return ListingPrinter.print(table);
    }

    /** The text again, each line ended. */
    public String print() {
        return lines.stream().map(line -> line.raw() + "\n").collect(Collectors.joining());
    }
}
