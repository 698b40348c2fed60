package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.FlowAddressMatch;
import dev.packetwalk.netfilter.FlowDirectionMatch;
import dev.packetwalk.netfilter.FlowEnd;
import dev.packetwalk.netfilter.FlowMarkMatch;
import dev.packetwalk.netfilter.FlowMatch;
import dev.packetwalk.netfilter.FlowPortMatch;
import dev.packetwalk.netfilter.FlowProtocolMatch;
import dev.packetwalk.netfilter.FlowStatusMatch;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.Protocol;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The options of the match modules conntrack, but for its states, and connmark, as iptables 1.8.9 reads and prints them
 * (extensions/libxt_conntrack.c, libxt_connmark.c).
 */
final class FlowOptions {
    private FlowOptions() {}

    /** The match that module, option and value mean; empty when one of them is not known. */
    static Optional<? extends FlowMatch> parse(String module, String option, String value) {
        if (module.equals("connmark")) {
            return option.equals("--mark")
                    ? Numbers.valueAndMask(value).map(mark -> new FlowMarkMatch(mark.value(), mark.mask()))
                    : Optional.empty();
        }
        return switch (option) {
            case "--ctproto" -> Protocol.parse(value).map(FlowProtocolMatch::new);
            case "--ctdir" -> direction(value).map(FlowDirectionMatch::new);
            case "--ctstatus" -> status(value).map(FlowStatusMatch::new);
            default -> end(option, value);
        };
    }

    private static Optional<? extends FlowMatch> end(String option, String value) {
        for (FlowEnd end : FlowEnd.values()) {
            if (option.equals("--ct" + end.keyword())) {
                return Network.parse(value).map(network -> new FlowAddressMatch(end, network));
            }
            if (option.equals("--ct" + end.keyword() + "port")) {
                return Ports.range(value).map(ports -> new FlowPortMatch(end, ports));
            }
        }
        return Optional.empty();
    }

    private static Optional<Boolean> direction(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "ORIGINAL" -> Optional.of(false);
            case "REPLY" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    private static Optional<Set<FlowStatusMatch.Status>> status(String text) {
        Set<FlowStatusMatch.Status> status = EnumSet.noneOf(FlowStatusMatch.Status.class);
        for (String word : text.toUpperCase(Locale.ROOT).split(",", -1)) {
            Optional<FlowStatusMatch.Status> named = EnumSet.allOf(FlowStatusMatch.Status.class).stream()
                    .filter(candidate -> candidate.name().equals(word))
                    .findFirst();
            if (named.isEmpty() && !word.equals("NONE")) {
                return Optional.empty();
            }
            named.ifPresent(status::add);
        }
        return Optional.of(status);
    }

    /** As iptables-save prints it, with a leading blank. */
    static String print(FlowMatch match) {
        return switch (match) {
            case FlowMarkMatch mark -> " --mark " + RulePrinter.masked(mark.value(), mark.mask());
            case FlowProtocolMatch protocol ->
                " --ctproto " + protocol.protocol().number();
            case FlowDirectionMatch direction -> " --ctdir " + (direction.reply() ? "REPLY" : "ORIGINAL");
            case FlowAddressMatch address ->
                " --ct" + address.end().keyword() + " " + withoutFullPrefix(address.network());
            case FlowPortMatch port -> " --ct" + port.end().keyword() + "port " + port.ports();
            case FlowStatusMatch status -> " --ctstatus " + print(status.anyOf());
        };
    }

    private static String withoutFullPrefix(Network network) {
        return network.prefixLength() == network.address().width()
                ? network.address().toString()
                : network.toString();
    }

    private static String print(Set<FlowStatusMatch.Status> anyOf) {
        StringBuilder words = new StringBuilder();
        for (FlowStatusMatch.Status status : FlowStatusMatch.Status.values()) {
            if (anyOf.contains(status)) {
                words.append(words.isEmpty() ? "" : ",").append(status);
            }
        }
        return words.isEmpty() ? "NONE" : words.toString();
    }
}
