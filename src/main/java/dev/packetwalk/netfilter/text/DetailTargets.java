package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.DetailMatch;
import dev.packetwalk.netfilter.SetHops;
import dev.packetwalk.netfilter.SetTos;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.TosMatch;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The options of {@code -j TTL}, {@code HL}, {@code TOS} and {@code DSCP}, as iptables 1.8.9 reads and prints them
 * (extensions/libipt_TTL.c and so on).
 */
final class DetailTargets {
    private DetailTargets() {}

    /** The target that the words mean; empty when they are not understood. */
    static Optional<Target> parse(String name, List<String> words) {
        if (words.size() != 2) {
            return Optional.empty();
        }
        String value = words.getLast();
        return switch (words.getFirst()) {
            case "--ttl-set", "--hl-set" -> hops(name, SetHops.Change.SET, value);
            case "--ttl-inc", "--hl-inc" -> hops(name, SetHops.Change.INCREASE, value);
            case "--ttl-dec", "--hl-dec" -> hops(name, SetHops.Change.DECREASE, value);
            case "--set-tos" -> tos(name, DetailOptions.parse("tos", "--tos", value));
            case "--set-dscp" -> tos(name, DetailOptions.parse("dscp", "--dscp", value));
            case "--set-dscp-class" -> tos(name, DetailOptions.parse("dscp", "--dscp-class", value));
            default -> Optional.empty();
        };
    }

    private static Optional<Target> hops(String name, SetHops.Change change, String value) {
        return Numbers.decimal(value, 255).map(hops -> new SetHops(name, change, hops.intValue()));
    }

    private static Optional<Target> tos(String name, Optional<? extends DetailMatch> bits) {
        return bits.flatMap(read -> read instanceof TosMatch tos
                ? Optional.of(new SetTos(name, tos.value(), tos.mask()))
                : Optional.empty());
    }

    static String print(SetHops target) {
        return " -j " + target.name() + " --" + target.name().toLowerCase(Locale.ROOT)
                + switch (target.change()) {
                    case SET -> "-set ";
                    case INCREASE -> "-inc ";
                    case DECREASE -> "-dec ";
                }
                + target.hops();
    }

    static String print(SetTos target) {
        return target.name().equals("DSCP")
                ? String.format(Locale.ROOT, " -j DSCP --set-dscp 0x%02x", target.value() >> 2)
                : String.format(Locale.ROOT, " -j TOS --set-tos 0x%02x/0x%02x", target.value(), target.mask());
    }
}
