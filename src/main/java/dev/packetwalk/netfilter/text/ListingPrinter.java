package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.Direction;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.FragmentMatch;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.InterfaceMatch;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.ProtocolMatch;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prints an iptables table as {@code iptables -L -n -v --line-numbers} does: iptables 1.8.9 (iptables/xshared.c, the extensions'
 * print functions), with protocols by name as the versions around it have them. A condition of a module that is not known here stands in
 * the words of iptables-save.
 */
final class ListingPrinter {
    private static final String HEADING =
            "num   pkts bytes target     prot opt in     out     source               destination         \n";
    private static final String SUFFIXES = "KMGT";

    private ListingPrinter() {}

    static String print(Table table) {
        List<String> chains = new ArrayList<>();
        for (Chain chain : table.chains()) {
            StringBuilder text = new StringBuilder(heading(table, chain)).append(HEADING);
            for (int number = 1; number <= chain.rules().size(); number++) {
                text.append(rule(number, chain.rule(number))).append('\n');
            }
            chains.add(text.toString());
        }
        return String.join("\n", chains);
    }

    private static String heading(Table table, Chain chain) {
        Optional<BaseChain> base = chain.base();
        if (base.isPresent()) {
            return "Chain " + chain.name() + " (policy " + base.get().policy() + " "
                    + shortened(chain.counters().packets()).strip() + " packets, "
                    + shortened(chain.counters().bytes()).strip() + " bytes)\n";
        }
        return "Chain " + chain.name() + " (" + references(table, chain.name()) + " references)\n";
    }

    private static long references(Table table, String chain) {
        return table.chains().stream()
                .flatMap(from -> from.rules().stream())
                .filter(rule -> rule.target()
                        .filter(target -> target.equals(new Jump(chain)) || target.equals(new Goto(chain)))
                        .isPresent())
                .count();
    }

    private static String rule(int number, Rule rule) {
        Counters counters = rule.counters().orElse(Counters.ZERO);
        Columns columns = Columns.of(rule.matches());
        List<String> details = new ArrayList<>(columns.details);
        boolean forGood = rule.target().filter(Goto.class::isInstance).isPresent();
        rule.target()
                .map(ListingDetails::target)
                .filter(words -> !words.isEmpty())
                .ifPresent(details::add);
        String tail = String.join(" ", details);
        return "%-4d %s %s %-10s %-4s %s  %-6s %-6s %s%-19s %s%-19s %s%s"
                .formatted(
                        number,
                        shortened(counters.packets()),
                        shortened(counters.bytes()),
                        rule.target().map(ListingPrinter::name).orElse(""),
                        columns.protocol,
                        columns.options,
                        columns.in,
                        columns.out,
                        columns.source.startsWith("!") ? "" : " ",
                        columns.source,
                        columns.destination.startsWith("!") ? "" : " ",
                        columns.destination,
                        forGood ? "[goto] " : "",
                        tail.isEmpty() ? "" : " " + tail);
    }

    private static String name(Target target) {
        return target instanceof Jump(String chain)
                ? chain
                : target instanceof Goto(String chain) ? chain : ListingDetails.name(target);
    }

    /** As xtables_print_num of libxtables 1.8.9: up to five digits, then rounded thousands with a suffix. */
    private static String shortened(long number) {
        if (number <= 99_999) {
            return "%5d".formatted(number);
        }
        long rounded = (number + 500) / 1000;
        int step = 0;
        while (rounded > 9_999 && step < SUFFIXES.length() - 1) {
            rounded = (rounded + 500) / 1000;
            step++;
        }
        return "%4d%c".formatted(rounded, SUFFIXES.charAt(step));
    }

    /** What stands in columns of its own, and what follows behind them. */
    private static final class Columns {
        private String protocol = "all";
        private String options = "--";
        private String in = "*";
        private String out = "*";
        private String source = "0.0.0.0/0";
        private String destination = "0.0.0.0/0";
        private final List<String> details = new ArrayList<>();

        static Columns of(List<Match> matches) {
            Columns columns = new Columns();
            matches.forEach(match -> columns.take(match, match instanceof Not(Match inner) ? inner : match));
            return columns;
        }

        private void take(Match match, Match inner) {
            String not = match instanceof Not ? "!" : "";
            if (inner instanceof ProtocolMatch proto && proto.anyOf().size() == 1) {
                protocol = not + proto.anyOf().getFirst();
            } else if (inner instanceof InterfaceMatch name && name.anyOf().size() == 1) {
                String pattern = not + name.anyOf().getFirst();
                in = name.direction() == Direction.IN ? pattern : in;
                out = name.direction() == Direction.IN ? out : pattern;
            } else if (inner instanceof AddressMatch(Side side, Network network)) {
                String address = not + network.toString().replaceFirst("/32$", "");
                source = side == Side.SOURCE ? address : source;
                destination = side == Side.SOURCE ? destination : address;
            } else if (inner instanceof FragmentMatch) {
                options = not.isEmpty() ? "-f" : "!f";
            } else if (inner instanceof Extension extension) {
                details.add(ListingDetails.of(extension));
            } else {
                details.add(RulePrinter.words(match));
            }
        }
    }
}
