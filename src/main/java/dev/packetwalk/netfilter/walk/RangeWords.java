package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Ranges in the words of rules: {@code any}, {@code eth0}, {@code 10.0.0.0/8}, {@code 80-90}, {@code any but tcp}. */
final class RangeWords {
    /** A reader gets lost in longer lists. */
    private static final int MOST = 12;

    private RangeWords() {}

    /** How one range of a kind is written; the end is the first value behind it, and is missing where there is none. */
    private interface Written<T> {
        List<String> write(T first, @Nullable T end);
    }

    static String interfaces(Ranges<String> names, Ranges<String> whole) {
        return words(names, whole, RangeWords::name);
    }

    static String addresses(Ranges<Address> addresses, Ranges<Address> whole) {
        return words(addresses, whole, RangeWords::networks);
    }

    static String protocols(Ranges<Long> protocols, Ranges<Long> whole) {
        return words(protocols, whole, (first, end) -> each(first, end, n -> new Protocol((int) n).toString()));
    }

    static String numbers(Ranges<Long> numbers, Ranges<Long> whole) {
        return words(numbers, whole, (first, end) -> List.of(span(first, last(end))));
    }

    /** ICMP messages, each its type and its code. */
    static String messages(Ranges<Long> messages, Ranges<Long> whole) {
        return words(messages, whole, (first, end) -> {
            boolean wholeTypes = first % 256 == 0 && last(end) % 256 == 255;
            return wholeTypes
                    ? List.of(span(first / 256, last(end) / 256))
                    : each(first, end, n -> n / 256 + "/" + n % 256);
        });
    }

    private static <T extends Comparable<T>> String words(Ranges<T> side, Ranges<T> whole, Written<T> written) {
        Ranges<T> missing = whole.subtract(side);
        if (missing.isEmpty()) {
            return "any";
        }
        return missing.size() < side.size() || (whole.size() == 1 && complementary(side, missing))
                ? "any but " + list(missing, written)
                : list(side, written);
    }

    /** Whether the side is what is left around something smaller, so that naming that is shorter. */
    private static <T extends Comparable<T>> boolean complementary(Ranges<T> side, Ranges<T> missing) {
        return missing.size() == side.size()
                && side.edges().size() % 2 == 1
                && missing.edges().size() % 2 == 0;
    }

    private static <T extends Comparable<T>> String list(Ranges<T> side, Written<T> written) {
        List<T> edges = side.edges();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < edges.size() && words.size() <= MOST; i += 2) {
            words.addAll(written.write(edges.get(i), i + 1 < edges.size() ? edges.get(i + 1) : null));
        }
        boolean more = words.size() > MOST;
        return String.join(", ", more ? words.subList(0, MOST) : words) + (more ? ", …" : "");
    }

    private static long last(@Nullable Long end) {
        return end == null ? Long.MAX_VALUE : end - 1;
    }

    private static String span(long first, long last) {
        return first == last ? Long.toString(first) : first + "-" + last;
    }

    private static List<String> each(long first, @Nullable Long end, LongFunction<String> word) {
        List<String> words = new ArrayList<>();
        for (long n = first; n <= last(end) && words.size() <= MOST; n++) {
            words.add(word.apply(n));
        }
        return words;
    }

    private static List<String> name(String first, @Nullable String end) {
        if (first.isEmpty() && end != null && end.equals("\0")) {
            return List.of("none");
        }
        if (end != null && end.equals(first + '\0')) {
            return List.of(first);
        }
        boolean prefix = end != null
                && !first.isEmpty()
                && end.equals(first.substring(0, first.length() - 1) + (char) (first.charAt(first.length() - 1) + 1));
        return List.of(prefix ? first + "+" : "others");
    }

    private static List<String> networks(Address first, @Nullable Address end) {
        if (first.family() == Family.IP) {
            long last = end == null || end.family() == Family.IP6 ? 0xffff_ffffL : end.low() - 1;
            return networks4(first.low(), last);
        }
        return end == null && first.high() == 0 && first.low() == 0 ? List.of("::/0") : List.of(network6(first, end));
    }

    private static List<String> networks4(long first, long last) {
        List<String> networks = new ArrayList<>();
        long at = first;
        while (at <= last && networks.size() <= MOST) {
            int bits = at == 0 ? 32 : Math.min(32, Long.numberOfTrailingZeros(at));
            while (at + (1L << bits) - 1 > last) {
                bits--;
            }
            networks.add(Address.v4(at) + (bits == 0 ? "" : "/" + (32 - bits)));
            at += 1L << bits;
        }
        return networks.size() > 4 ? List.of(Address.v4(first) + "-" + Address.v4(last)) : networks;
    }

    private static String network6(Address first, @Nullable Address end) {
        for (int prefix = 128; prefix >= 0; prefix--) {
            String network = first + "/" + prefix;
            Ranges<Address> whole = Dimension.network(network);
            List<Address> edges = whole.edges();
            boolean same = edges.getFirst().equals(first)
                    && (end == null
                            ? edges.size() == 1
                            : edges.size() == 2 && edges.getLast().equals(end));
            if (same) {
                return prefix == 128 ? first.toString() : network;
            }
        }
        return first + "-" + (end == null ? "" : "before " + end);
    }
}
