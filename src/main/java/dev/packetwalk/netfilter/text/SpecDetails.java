package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Details;
import dev.packetwalk.netfilter.LinkCast;
import dev.packetwalk.netfilter.MacAddress;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.TcpOptions;
import dev.packetwalk.netfilter.Transport;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The words of a packet specification that may be left out, and are then not known: {@code mac=02:00:5e:00:53:af
 * pkttype=broadcast length=60 ttl=64 tos=0x10 tcp-options=2,4 mss=1460 icmp-id=7}.
 */
final class SpecDetails {
    private SpecDetails() {}

    static Details take(SpecWords words, Transport transport) {
        return new Details(
                words.take("mac", MacAddress::parse, "a hardware address such as 02:00:5e:00:53:af"),
                words.take("pkttype", SpecDetails::cast, "unicast, broadcast or multicast"),
                number(words, "length", 0xffff),
                number(words, "ttl", 255),
                number(words, "tos", 255),
                transport instanceof TcpHeader ? tcpOptions(words) : Optional.empty(),
                number(words, "icmp-id", 0xffff),
                Optional.<Packet>empty());
    }

    private static OptionalInt number(SpecWords words, String key, int most) {
        Optional<Long> number =
                words.take(key, text -> Numbers.word(text).filter(n -> n <= most), "a number from 0 to " + most);
        return number.isPresent() ? OptionalInt.of(number.get().intValue()) : OptionalInt.empty();
    }

    private static Optional<LinkCast> cast(String text) {
        for (LinkCast cast : LinkCast.values()) {
            if (cast.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(cast);
            }
        }
        return Optional.empty();
    }

    private static Optional<TcpOptions> tcpOptions(SpecWords words) {
        Optional<Set<Integer>> kinds = words.take("tcp-options", SpecDetails::kinds, "none, or kinds such as 2,4");
        OptionalInt mss = number(words, "mss", 0xffff);
        if (kinds.isEmpty() && mss.isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> all = new HashSet<>(kinds.orElse(Set.of()));
        if (mss.isPresent()) {
            all.add(TcpOptions.MSS);
        } else {
            all.remove(TcpOptions.MSS);
        }
        return Optional.of(new TcpOptions(all, mss));
    }

    private static Optional<Set<Integer>> kinds(String text) {
        Set<Integer> kinds = new HashSet<>();
        if (text.equals("none")) {
            return Optional.of(kinds);
        }
        for (String word : text.split(",", -1)) {
            Optional<Long> kind = Numbers.decimal(word, 255);
            if (kind.isEmpty()) {
                return Optional.empty();
            }
            kinds.add(kind.get().intValue());
        }
        return Optional.of(kinds);
    }
}
