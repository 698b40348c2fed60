package dev.packetwalk.web.reading;

import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.text.IptablesListing;
import dev.packetwalk.netfilter.text.ListedChain;
import dev.packetwalk.netfilter.text.ListedColumn;
import dev.packetwalk.netfilter.text.ListedCount;
import dev.packetwalk.netfilter.text.ListedField;
import dev.packetwalk.netfilter.text.ListedRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A listing of {@code iptables -L -n -v --line-numbers} in which every field tells what it means.
 *
 * @param chains those with their rules, in order
 * @param left how many rules are not shown because there are too many
 */
public record ListingView(List<ChainView> chains, int left) {
    private static final int MOST_RULES = 40;

    public ListingView {
        chains = List.copyOf(chains);
    }

    /**
     * A chain.
     *
     * @param heading the pieces of the line above its rules
     * @param note what the chain's line says besides, such as the counters of its policy; may be empty
     * @param rows its rules
     */
    public record ChainView(List<Field> heading, String note, List<Row> rows) {
        public ChainView {
            heading = List.copyOf(heading);
            rows = List.copyOf(rows);
        }
    }

    /**
     * A rule.
     *
     * @param cells one for each column that is printed; empty where the tool printed blanks
     * @param details what stands behind the columns
     */
    public record Row(List<Field> cells, List<Field> details) {
        public Row {
            cells = List.copyOf(cells);
            details = List.copyOf(details);
        }
    }

    /** The view of what the tool printed; lines that are no part of a listing are left out. */
    static ListingView of(String text) {
        return of(IptablesListing.parse(text).value());
    }

    /** The view of the filter table of a ruleset as the tool would list it; empty for one without rules in it. */
    static ListingView of(Ruleset ruleset) {
        return ruleset.table(Family.IP, "filter")
                .map(table -> of(IptablesListing.print(table)))
                .orElseGet(() -> new ListingView(List.of(), 0));
    }

    private static ListingView of(IptablesListing listing) {
        List<ChainView> chains = new ArrayList<>();
        int room = MOST_RULES;
        int left = 0;
        for (ListedChain chain : listing.chains()) {
            List<ListedRule> rules = listing.rules(chain.name());
            List<Row> rows = rules.stream().limit(room).map(ListingView::row).toList();
            room -= rows.size();
            left += rules.size() - rows.size();
            chains.add(new ChainView(heading(chain), note(chain), rows));
        }
        return new ListingView(chains, left);
    }

    private static List<Field> heading(ListedChain chain) {
        List<Field> heading = new ArrayList<>();
        heading.add(Field.of(chain.name(), Meaning.CHAIN));
        chain.policy()
                .ifPresent(policy -> heading.add(new Field(
                        "policy " + policy,
                        policy == Policy.ACCEPT ? Meaning.POLICY_ACCEPT : Meaning.POLICY_DROP,
                        chain.packets().map(ListedCount::text).orElse(""))));
        chain.references()
                .ifPresent(count ->
                        heading.add(new Field(count + " references", Meaning.REFERENCES, Integer.toString(count))));
        return heading;
    }

    private static String note(ListedChain chain) {
        return chain.packets()
                .map(packets -> packets.text() + " packets, "
                        + chain.bytes().map(ListedCount::text).orElse("0") + " bytes")
                .orElse("");
    }

    private static Row row(ListedRule rule) {
        List<Field> cells = new ArrayList<>();
        List<Field> details = new ArrayList<>();
        for (ListedField field : rule.fields()) {
            if (field.column() == ListedColumn.DETAILS) {
                details.addAll(DetailFields.of(field.text()));
            } else {
                cells.add(cell(field));
            }
        }
        return new Row(cells, details);
    }

    private static Field cell(ListedField field) {
        String text = field.text();
        String value = field.negated() ? text.substring(1) : text;
        return new Field(text, meaning(field, value), value);
    }

    private static Meaning meaning(ListedField field, String value) {
        boolean not = field.negated();
        return switch (field.column()) {
            case NUMBER -> Meaning.NUMBER;
            case PACKETS -> packets(value);
            case BYTES -> Meaning.BYTES;
            case TARGET -> target(value);
            case PROTOCOL ->
                value.equals("all") || value.equals("0")
                        ? Meaning.PROTOCOL_ALL
                        : not ? Meaning.PROTOCOL_NOT : Meaning.PROTOCOL;
            case OPTIONS -> value.equals("--") ? Meaning.OPTIONS_NONE : Meaning.OPTIONS_FRAGMENTS;
            case IN -> in(value, not);
            case OUT -> every(value) ? Meaning.OUT_ANY : not ? Meaning.OUT_NOT : Meaning.OUT;
            case SOURCE -> every(value) ? Meaning.SOURCE_ANY : not ? Meaning.SOURCE_NOT : Meaning.SOURCE;
            case DESTINATION ->
                every(value) ? Meaning.DESTINATION_ANY : not ? Meaning.DESTINATION_NOT : Meaning.DESTINATION;
            case DETAILS -> Meaning.DETAIL;
        };
    }

    private static Meaning in(String value, boolean not) {
        if (every(value)) {
            return Meaning.IN_ANY;
        }
        return not ? Meaning.IN_NOT : value.equals("lo") ? Meaning.IN_LOOPBACK : Meaning.IN;
    }

    private static boolean every(String value) {
        return List.of("*", "any", "0.0.0.0/0", "anywhere", "::/0").contains(value);
    }

    private static Meaning packets(String value) {
        return value.equals("0")
                ? Meaning.PACKETS_NONE
                : Character.isLetter(value.charAt(value.length() - 1)) ? Meaning.PACKETS_ROUNDED : Meaning.PACKETS;
    }

    private static Meaning target(String value) {
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "ACCEPT" -> Meaning.TARGET_ACCEPT;
            case "DROP" -> Meaning.TARGET_DROP;
            case "REJECT" -> Meaning.TARGET_REJECT;
            case "RETURN" -> Meaning.TARGET_RETURN;
            case "LOG" -> Meaning.TARGET_LOG;
            case "DNAT" -> Meaning.TARGET_DNAT;
            case "SNAT" -> Meaning.TARGET_SNAT;
            case "MASQUERADE" -> Meaning.TARGET_MASQUERADE;
            case "REDIRECT" -> Meaning.TARGET_REDIRECT;
            case "" -> Meaning.TARGET_NONE;
            default -> Meaning.TARGET_OTHER;
        };
    }
}
