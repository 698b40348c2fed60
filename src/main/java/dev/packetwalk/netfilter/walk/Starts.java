package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Ruleset;
import java.util.ArrayList;
import java.util.List;

/** The packets that can set out on a way: all that a question about a whole ruleset is about. */
final class Starts {
    private static final long SYN = 0x02;

    private Starts() {}

    /** The IP versions that a ruleset says something about; IPv4 when it says nothing at all. */
    static List<Family> families(Ruleset... rulesets) {
        List<Family> families = new ArrayList<>();
        for (Family family : List.of(Family.IP, Family.IP6)) {
            for (Ruleset ruleset : rulesets) {
                boolean seen = ruleset.tables().stream()
                        .anyMatch(table -> table.family() == family || table.family() == Family.INET);
                if (seen && !families.contains(family)) {
                    families.add(family);
                }
            }
        }
        return families.isEmpty() ? List.of(Family.IP) : families;
    }

    /** Every packet of that version on that way, those over {@code lo} among them, but for what can't occur. */
    static PacketSet all(Way way, Family family) {
        PacketSet packets = switch (way) {
            case ARRIVING ->
                coming(family)
                        .union(settled(family)
                                .only(Dimension.IN, Dimension.name("lo"))
                                .only(Dimension.OUT, Dimension.name("")));
            case FORWARDED -> passing(family);
            case LEAVING -> going(family);
        };
        return packets.subtract(PacketSet.impossible());
    }

    /** The first packets of new connections of that version on that way, without those over {@code lo}. */
    static PacketSet opening(Way way, Family family) {
        PacketSet packets = switch (way) {
            case ARRIVING -> coming(family);
            case FORWARDED -> passing(family);
            case LEAVING ->
                going(family).only(Dimension.OUT, Dimension.OUT.universe().subtract(Dimension.name("lo")));
        };
        PacketSet started = packets.withState(ConnState.NEW);
        Ranges<Long> tcp = Dimension.number(6);
        return started.only(Dimension.PROTOCOL, tcp)
                .only(Dimension.TCP_FLAGS, Dimension.number(SYN))
                .union(started.only(
                        Dimension.PROTOCOL, Dimension.PROTOCOL.universe().subtract(tcp)));
    }

    private static PacketSet coming(Family family) {
        return fromOutside(family).only(Dimension.OUT, Dimension.name(""));
    }

    private static PacketSet passing(Family family) {
        return fromOutside(family).only(Dimension.OUT, Dimension.OUT.universe().subtract(Dimension.name("")));
    }

    private static PacketSet going(Family family) {
        return settled(family)
                .only(Dimension.IN, Dimension.name(""))
                .only(Dimension.OUT, Dimension.OUT.universe().subtract(Dimension.name("")));
    }

    private static PacketSet fromOutside(Family family) {
        Ranges<String> others =
                Dimension.IN.universe().subtract(Dimension.name("lo")).subtract(Dimension.name(""));
        Ranges<Address> here = Dimension.network(family == Family.IP ? "127.0.0.0/8" : "::1/128");
        Ranges<Address> many = Dimension.network(family == Family.IP ? "224.0.0.0/4" : "ff00::/8");
        PacketSet packets = settled(family)
                .only(Dimension.IN, others)
                .only(Dimension.SOURCE, addresses(family).subtract(here).subtract(many))
                .only(Dimension.DESTINATION, addresses(family).subtract(here));
        return family == Family.IP
                ? packets.only(
                        Dimension.SOURCE, Dimension.SOURCE.universe().subtract(Dimension.network("255.255.255.255")))
                : packets;
    }

    private static PacketSet settled(Family family) {
        return PacketSet.everything()
                .only(Dimension.SOURCE, addresses(family))
                .only(Dimension.DESTINATION, addresses(family))
                .only(Dimension.STATE, Dimension.STATE.universe().subtract(Dimension.state(ConnState.UNTRACKED)))
                .only(Dimension.FRAGMENT, Dimension.number(0))
                .only(Dimension.MARK, Dimension.number(0));
    }

    private static Ranges<Address> addresses(Family family) {
        return family == Family.IP6 ? Dimension.SOURCE.universe().subtract(Dimension.v4()) : Dimension.v4();
    }
}
