package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.AddressTypeMatch;
import dev.packetwalk.netfilter.CommentMatch;
import dev.packetwalk.netfilter.ConntrackStateMatch;
import dev.packetwalk.netfilter.EitherPortMatch;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.IcmpMatch;
import dev.packetwalk.netfilter.MarkMatch;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.PortMatch;
import dev.packetwalk.netfilter.PortRange;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.TcpFlagsMatch;
import dev.packetwalk.netfilter.UnknownMatch;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands behind the columns of a listing: each module's conditions, and what the target does, in the module's own words. */
final class ListingDetails {
    private ListingDetails() {}

    /** A module's conditions. */
    static String of(Extension extension) {
        List<Match> options = extension.options();
        boolean known = options.stream().allMatch(option -> known(option, extension.name()));
        return switch (extension.name()) {
            case "tcp", "udp", "udplite", "sctp", "dccp" ->
                known ? extension.name() + joined(extension, " ") : saved(extension);
            case "multiport" -> known ? "multiport" + joined(extension, " ") : saved(extension);
            case "limit" -> limit(extension).orElseGet(() -> saved(extension));
            default -> known && !options.isEmpty() ? joined(extension, " ").strip() : saved(extension);
        };
    }

    private static String joined(Extension extension, String separator) {
        return extension.options().stream()
                .map(option -> separator + option(option, extension.name()))
                .collect(Collectors.joining());
    }

    private static boolean known(Match option, String module) {
        return !option(option, module).isEmpty();
    }

    /** One condition; empty when it is not known how the tool prints it. */
    private static String option(Match match, String module) {
        boolean not = match instanceof Not;
        Match inner = match instanceof Not(Match negated) ? negated : match;
        String mark = not ? "!" : "";
        if (inner instanceof PortMatch port) {
            return module.equals("multiport")
                    ? (port.side() == Side.SOURCE ? "sports " : "dports ") + mark + ports(port.ranges())
                    : port(port, mark);
        } else if (inner instanceof EitherPortMatch either) {
            return "ports " + mark + ports(either.ranges());
        } else if (inner instanceof TcpFlagsMatch flags) {
            return "flags:%s0x%02X/0x%02X".formatted(mark, flags.mask(), flags.set());
        } else if (inner instanceof ConntrackStateMatch states) {
            return (not ? "! " : "") + (module.equals("state") ? "state " : "ctstate ") + ConnStates.print(states);
        } else if (inner instanceof CommentMatch comment) {
            return "/* " + comment.text() + " */";
        } else if (inner instanceof IcmpMatch icmp) {
            boolean every = icmp.firstCode() == 0 && icmp.lastCode() == 255;
            return "icmptype " + mark + icmp.type() + (every ? "" : " code " + icmp.firstCode());
        } else if (inner instanceof MarkMatch) {
            return "mark match " + mark + RulePrinter.words(inner).replace("--mark ", "");
        } else if (inner instanceof AddressTypeMatch types) {
            return "ADDRTYPE match " + (types.side() == Side.SOURCE ? "src-type " : "dst-type ") + mark
                    + String.join(",", types.types());
        } else if (inner instanceof AddressMatch range && module.equals("iprange")) {
            return (range.side() == Side.SOURCE ? "source" : "destination") + " IP range " + mark + range.addresses();
        } else if (inner instanceof UnknownMatch unknown && unknown.tokens().size() == 2) {
            String value = unknown.tokens().get(1);
            return switch (unknown.tokens().getFirst()) {
                case "--uid-owner" -> mark + "owner UID match " + value;
                case "--gid-owner" -> mark + "owner GID match " + value;
                default -> "";
            };
        }
        return "";
    }

    private static String port(PortMatch port, String not) {
        PortRange range = port.ranges().getFirst();
        String side = port.side() == Side.SOURCE ? "spt" : "dpt";
        return side + (range.first() == range.last() ? ":" : "s:") + not + range;
    }

    private static String ports(List<PortRange> ranges) {
        return ranges.stream().map(PortRange::toString).collect(Collectors.joining(","));
    }

    private static Optional<String> limit(Extension limit) {
        String rate = "";
        String burst = "5";
        for (Match option : limit.options()) {
            List<String> tokens = option instanceof UnknownMatch unknown ? unknown.tokens() : List.of();
            for (int i = 0; i + 1 < tokens.size(); i += 2) {
                rate = tokens.get(i).equals("--limit") ? tokens.get(i + 1) : rate;
                burst = tokens.get(i).equals("--limit-burst") ? tokens.get(i + 1) : burst;
            }
        }
        return rate.isEmpty() ? Optional.empty() : Optional.of("limit: avg " + rate + " burst " + burst);
    }

    private static String saved(Match match) {
        return RulePrinter.words(match);
    }

    /** A target's name: {@code ACCEPT}. */
    static String name(Target target) {
        String[] words = RulePrinter.words(target).split(" ", 3);
        return words.length > 1 ? words[1] : "";
    }

    /** What the target does, where the tool says more than its name; empty otherwise. */
    static String target(Target target) {
        String[] words = RulePrinter.words(target).split(" ", 3);
        String rest = words.length < 3 ? "" : words[2];
        return switch (words.length < 2 ? "" : words[1]) {
            case "REJECT" -> rest.replace("--reject-with", "reject-with");
            case "DNAT" -> rest.replace("--to-destination ", "to:");
            case "SNAT" -> rest.replace("--to-source ", "to:");
            case "REDIRECT" -> rest.replace("--to-ports", "redir ports");
            case "MASQUERADE" -> rest.replace("--to-ports", "masq ports:");
            case "LOG" -> log(rest);
            default -> rest;
        };
    }

    private static String log(String options) {
        String prefix = options.startsWith("--log-prefix ") ? " prefix " + quoted(options.substring(13)) : "";
        boolean known = options.isEmpty()
                || (!prefix.isEmpty() && !options.substring(13).contains(" --"));
        return known ? "LOG flags 0 level 4" + prefix : "LOG " + options;
    }

    private static String quoted(String word) {
        return word.startsWith("\"") ? word : "\"" + word + "\"";
    }
}
