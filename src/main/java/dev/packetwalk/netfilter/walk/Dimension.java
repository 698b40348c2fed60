package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.InterfacePattern;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.PortRange;
import java.util.List;

/**
 * One property of a packet by which sets of packets are described.
 *
 * <p>The order matters: ports, flags and ICMP types only mean something for some protocols and only in a packet that is no
 * later fragment, so those come behind {@link #PROTOCOL} and {@link #FRAGMENT}, and a box that restricts them restricts these
 * two to where they mean something.
 */
final class Dimension<T extends Comparable<T>> {
    /** The mark that stands for one that is not known, above all 32-bit marks. */
    static final long UNKNOWN_MARK = 1L << 32;

    static final Address FIRST_V4 = Address.v4(0);
    static final Address FIRST_V6 = new Address(Family.IP6, 0, 0);

    static final Dimension<String> IN = new Dimension<>(0, Ranges.from(""));
    static final Dimension<String> OUT = new Dimension<>(1, Ranges.from(""));
    static final Dimension<Long> STATE = numbers(2, 5);
    static final Dimension<Address> SOURCE = new Dimension<>(3, Ranges.from(FIRST_V4));
    static final Dimension<Address> DESTINATION = new Dimension<>(4, Ranges.from(FIRST_V4));
    static final Dimension<Long> PROTOCOL = numbers(5, 256);
    static final Dimension<Long> FRAGMENT = numbers(6, 2);
    static final Dimension<Long> SOURCE_PORT = numbers(7, 1 << 16);
    static final Dimension<Long> DESTINATION_PORT = numbers(8, 1 << 16);
    static final Dimension<Long> TCP_FLAGS = numbers(9, 256);
    /** Type times 256 plus code. */
    static final Dimension<Long> ICMP = numbers(10, 1 << 16);

    static final Dimension<Long> MARK = numbers(11, UNKNOWN_MARK + 1);

    /** What rewritten properties were before; see {@link Box#rewritten}. */
    private static final Dimension<Long> FORMER_STATE = new Dimension<>(12, STATE.universe);

    private static final Dimension<Address> FORMER_SOURCE = new Dimension<>(13, SOURCE.universe);
    private static final Dimension<Address> FORMER_DESTINATION = new Dimension<>(14, DESTINATION.universe);
    private static final Dimension<Long> FORMER_SOURCE_PORT = new Dimension<>(15, SOURCE_PORT.universe);
    private static final Dimension<Long> FORMER_DESTINATION_PORT = new Dimension<>(16, DESTINATION_PORT.universe);
    private static final Dimension<Long> FORMER_MARK = new Dimension<>(17, MARK.universe);

    static final List<Dimension<?>> ALL = List.of(
            IN,
            OUT,
            STATE,
            SOURCE,
            DESTINATION,
            PROTOCOL,
            FRAGMENT,
            SOURCE_PORT,
            DESTINATION_PORT,
            TCP_FLAGS,
            ICMP,
            MARK,
            FORMER_STATE,
            FORMER_SOURCE,
            FORMER_DESTINATION,
            FORMER_SOURCE_PORT,
            FORMER_DESTINATION_PORT,
            FORMER_MARK);

    /** The properties that rules can rewrite. */
    static final List<Dimension<?>> REWRITABLE =
            List.of(STATE, SOURCE, DESTINATION, SOURCE_PORT, DESTINATION_PORT, MARK);

    private static final List<ConnState> STATES = List.of(ConnState.values());

    private final int index;
    private final Ranges<T> universe;

    private Dimension(int index, Ranges<T> universe) {
        this.index = index;
        this.universe = universe;
    }

    private static Dimension<Long> numbers(int index, long size) {
        return new Dimension<>(index, Ranges.between(0L, size));
    }

    int index() {
        return index;
    }

    /** Where a box keeps what this property was before it was rewritten; the property has to be rewritable. */
    int formerIndex() {
        return FORMER_STATE.index + REWRITABLE.indexOf(this);
    }

    /** Every value. */
    Ranges<T> universe() {
        return universe;
    }

    static Ranges<Long> number(long value) {
        return Ranges.between(value, value + 1);
    }

    static Ranges<Long> state(ConnState state) {
        return number(STATES.indexOf(state));
    }

    static Ranges<Long> states(Iterable<ConnState> states) {
        Ranges<Long> ranges = Ranges.none();
        for (ConnState state : states) {
            ranges = ranges.union(state(state));
        }
        return ranges;
    }

    static ConnState stateOf(long number) {
        return STATES.get((int) number);
    }

    static Ranges<Long> ports(List<PortRange> ports) {
        Ranges<Long> ranges = Ranges.none();
        for (PortRange port : ports) {
            ranges = ranges.union(Ranges.between((long) port.first(), port.last() + 1L));
        }
        return ranges;
    }

    static Ranges<String> names(InterfacePattern pattern) {
        if (!pattern.prefix()) {
            return Ranges.between(pattern.name(), pattern.name() + '\0');
        }
        String name = pattern.name();
        if (name.isEmpty()) {
            return Ranges.from("");
        }
        int last = name.length() - 1;
        return Ranges.between(name, name.substring(0, last) + (char) (name.charAt(last) + 1));
    }

    static Ranges<String> name(String name) {
        return names(new InterfacePattern(name, false));
    }

    /** All addresses of IPv4. */
    static Ranges<Address> v4() {
        return Ranges.between(FIRST_V4, FIRST_V6);
    }

    static Ranges<Address> network(String network) {
        return AddressRanges.of(Network.of(network)).orElseThrow();
    }
}
