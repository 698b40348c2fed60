package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.Direction;
import dev.packetwalk.netfilter.FragmentMatch;
import dev.packetwalk.netfilter.InterfaceMatch;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.ProtocolMatch;
import dev.packetwalk.netfilter.Side;
import java.util.Comparator;

/** The order in which iptables-save prints the core options. */
final class CoreOrder {
    static final Comparator<Match> COMPARATOR = Comparator.comparingInt(CoreOrder::place);

    private CoreOrder() {}

    private static int place(Match match) {
        return switch (match) {
            case Not(Match inner) -> place(inner);
            case AddressMatch address -> address.side() == Side.SOURCE ? 0 : 1;
            case InterfaceMatch name -> name.direction() == Direction.IN ? 2 : 3;
            case ProtocolMatch protocol -> 4;
            case FragmentMatch fragment -> 5;
            default -> 6;
        };
    }
}
