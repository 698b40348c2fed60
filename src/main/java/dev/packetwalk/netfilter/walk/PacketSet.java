package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.InterfacePattern;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A set of packets, which may be endless: all that arrive over lo, all that don't come from 10.0.0.0/8, and so on.
 *
 * <p>Interfaces are an open world: a set can hold "any interface but lo" without knowing which there are. A packet without
 * that interface (a local one has no incoming interface) is one whose interface has the empty name.
 */
public final class PacketSet {
    /** ECN and PSH, which connection tracking does not look at: 0x80, 0x40 and 0x08. */
    private static final int FLAGS_OF_NO_CONCERN = 0xc8;

    /** SYN, SYN+URG, SYN+ACK, RST, RST+ACK, FIN+ACK, FIN+ACK+URG, ACK, ACK+URG. */
    private static final Set<Integer> SOUND_FLAGS = Set.of(0x02, 0x22, 0x12, 0x04, 0x14, 0x11, 0x31, 0x10, 0x30);

    private static final Ranges<Long> WITH_PORTS = protocols(6, 17, 33, 132, 136);
    /** How many comparisons of two regions making a new one takes the time of. */
    private static final long MAKING = 4;

    /** How many comparisons finding what a region can be merged with takes the time of. */
    private static final long MERGING = 8;

    private static final PacketSet NONE = new PacketSet(List.of());
    private static final PacketSet ALL = new PacketSet(List.of(Box.EVERYTHING));

    private final List<Box> boxes;

    private PacketSet(List<Box> boxes) {
        this.boxes = boxes;
    }

    static PacketSet of(List<Box> boxes) {
        return boxes.isEmpty() ? NONE : new PacketSet(List.copyOf(boxes));
    }

    static PacketSet of(Optional<Box> box) {
        return box.map(b -> new PacketSet(List.of(b))).orElse(NONE);
    }

    static <T extends Comparable<T>> PacketSet where(Dimension<T> dimension, Ranges<T> side) {
        return of(Box.EVERYTHING.with(dimension, side));
    }

    /** No packet. */
    public static PacketSet none() {
        return NONE;
    }

    /** Every packet of both IP versions, with and without interfaces, in every state and with every mark. */
    public static PacketSet everything() {
        return ALL;
    }

    /**
     * Every IPv4 packet that this host sends to itself, as it arrives over {@code lo}: in every conntrack state but UNTRACKED,
     * unmarked, not fragmented.
     */
    public static PacketSet overLoopback() {
        return arriving(Dimension.name("lo"));
    }

    /**
     * Every IPv4 packet that can arrive over any other interface than {@code lo} and be for this host: in every conntrack state
     * but UNTRACKED, unmarked, reassembled.
     *
     * <p>Left out is what the kernel itself discards before INPUT, as long as {@code route_localnet} is off: sources in
     * 127.0.0.0/8, multicast and broadcast sources, destinations in 127.0.0.0/8.
     */
    public static PacketSet fromNetwork() {
        Ranges<String> others =
                Dimension.IN.universe().subtract(Dimension.name("lo")).subtract(Dimension.name(""));
        Ranges<Address> sources = Dimension.v4()
                .subtract(Dimension.network("127.0.0.0/8"))
                .subtract(Dimension.network("224.0.0.0/4"))
                .subtract(Dimension.network("255.255.255.255"));
        return arriving(others)
                .only(Dimension.SOURCE, sources)
                .only(Dimension.DESTINATION, Dimension.v4().subtract(Dimension.network("127.0.0.0/8")));
    }

    /**
     * Packets that connection tracking never lets occur: of TCP, with flags that do not go together, and yet in another state
     * than INVALID. {@code tcp_valid_flags} in Linux's net/netfilter/nf_conntrack_proto_tcp.c is the list.
     */
    public static PacketSet impossible() {
        Ranges<Long> unsound = Ranges.where(flags -> !SOUND_FLAGS.contains((int) flags & ~FLAGS_OF_NO_CONCERN), 256);
        return where(Dimension.PROTOCOL, Dimension.number(6))
                .only(Dimension.FRAGMENT, Dimension.number(0))
                .only(Dimension.TCP_FLAGS, unsound)
                .only(
                        Dimension.STATE,
                        Dimension.states(List.of(ConnState.NEW, ConnState.RELATED, ConnState.ESTABLISHED)));
    }

    private static PacketSet arriving(Ranges<String> interfaces) {
        return ALL.only(Dimension.IN, interfaces)
                .only(Dimension.OUT, Dimension.name(""))
                .only(Dimension.SOURCE, Dimension.v4())
                .only(Dimension.DESTINATION, Dimension.v4())
                .only(Dimension.STATE, Dimension.STATE.universe().subtract(Dimension.state(ConnState.UNTRACKED)))
                .only(Dimension.FRAGMENT, Dimension.number(0))
                .only(Dimension.MARK, Dimension.number(0));
    }

    /** Every IPv4 packet that this host can send out, to itself over {@code lo} or to others: unmarked, not fragmented. */
    public static PacketSet fromThisHost() {
        Ranges<String> interfaces = Dimension.OUT.universe().subtract(Dimension.name(""));
        return arriving(Dimension.name("")).each(box -> box.with(Dimension.OUT, interfaces));
    }

    /** The same packets, with connection tracking saying one of these about each, whatever it said before. */
    public PacketSet withState(ConnState... states) {
        return each(box -> box.with(Dimension.STATE, Dimension.states(List.of(states))));
    }

    /** The same packets after a rule wrote values of that range over one of their properties. */
    <T extends Comparable<T>> PacketSet rewritten(Dimension<T> dimension, Ranges<T> side) {
        return each(box -> box.rewrite(dimension, side));
    }

    /** The packets of this set that arrive on that interface; a trailing {@code +} stands for any ending. */
    public PacketSet withIn(String name) {
        return only(Dimension.IN, Dimension.names(InterfacePattern.parse(name)));
    }

    /** The packets of this set that leave through that interface; a trailing {@code +} stands for any ending. */
    public PacketSet withOut(String name) {
        return only(Dimension.OUT, Dimension.names(InterfacePattern.parse(name)));
    }

    /** The packets of this set of that protocol. */
    public PacketSet withProtocol(Protocol protocol) {
        return only(Dimension.PROTOCOL, Dimension.number(protocol.number()));
    }

    /** The packets of this set that come from there: an address or a network such as {@code 10.0.0.0/8}. */
    public PacketSet withSource(String network) {
        return only(Dimension.SOURCE, Dimension.network(network));
    }

    /** The packets of this set that go there: an address or a network such as {@code 10.0.0.0/8}. */
    public PacketSet withDestination(String network) {
        return only(Dimension.DESTINATION, Dimension.network(network));
    }

    /** The packets of this set that go to that port, 0 to 65535, of any protocol with ports. */
    public PacketSet withDestinationPort(int port) {
        return withPorts().only(Dimension.DESTINATION_PORT, Dimension.number(port));
    }

    /** The packets of this set that come from that port, 0 to 65535, of any protocol with ports. */
    public PacketSet withSourcePort(int port) {
        return withPorts().only(Dimension.SOURCE_PORT, Dimension.number(port));
    }

    /** The packets of this set that have ports to look at. */
    PacketSet withPorts() {
        return only(Dimension.PROTOCOL, WITH_PORTS).only(Dimension.FRAGMENT, Dimension.number(0));
    }

    static Ranges<Long> protocols(int... numbers) {
        Ranges<Long> ranges = Ranges.none();
        for (int number : numbers) {
            ranges = ranges.union(Dimension.number(number));
        }
        return ranges;
    }

    <T extends Comparable<T>> PacketSet only(Dimension<T> dimension, Ranges<T> side) {
        return each(box -> box.narrow(dimension, side));
    }

    PacketSet each(Function<Box, Optional<Box>> change) {
        return of(boxes.stream().flatMap(box -> change.apply(box).stream()).toList());
    }

    /** Whether no packet is in it. */
    public boolean isEmpty() {
        return boxes.isEmpty();
    }

    /** The packets that are in both sets. */
    public PacketSet intersect(PacketSet other) {
        return intersect(other, Meter.endless());
    }

    PacketSet intersect(PacketSet other, Meter meter) {
        List<Box> common = new ArrayList<>();
        for (Box mine : boxes) {
            int weight = 1 + mine.weight();
            for (Box theirs : other.boxes) {
                if (!meter.spend(weight)) {
                    return NONE;
                }
                int before = common.size();
                mine.intersect(theirs).ifPresent(common::add);
                if (common.size() > before) {
                    meter.spend(MAKING);
                }
            }
        }
        return of(common);
    }

    /** Whether a packet is in both. */
    boolean meets(PacketSet other, Meter meter) {
        for (Box mine : boxes) {
            for (Box theirs : other.boxes) {
                if (!meter.spend(1) || mine.meets(theirs)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The packets of this set that are not in the other. */
    public PacketSet subtract(PacketSet other) {
        return subtract(other, Meter.endless());
    }

    PacketSet subtract(PacketSet other, Meter meter) {
        List<Box> rest = boxes;
        for (Box taken : other.boxes) {
            List<Box> smaller = new ArrayList<>(rest.size());
            for (Box box : rest) {
                if (!meter.spend(1)) {
                    return NONE;
                }
                if (box.meets(taken)) {
                    List<Box> pieces = box.subtract(taken);
                    meter.spend(MAKING * pieces.size() + box.weight());
                    smaller.addAll(pieces);
                } else {
                    smaller.add(box);
                }
            }
            rest = smaller;
        }
        return of(rest);
    }

    /** The packets that are in one of the sets or in both. */
    public PacketSet union(PacketSet other) {
        return other.isEmpty() ? this : union(List.of(this, other), Meter.endless());
    }

    /** The packets that are in any of the sets. */
    static PacketSet union(List<PacketSet> sets, Meter meter) {
        List<Box> all = sets.stream().flatMap(set -> set.boxes.stream()).toList();
        long effort = 0;
        for (Box box : all) {
            effort += MERGING + 16L * box.weight();
        }
        return sets.size() > 1 && meter.spend(effort) ? of(merged(all)) : of(all);
    }

    /** The same packets in as few regions as merging them pairwise leads to. */
    PacketSet simplified() {
        List<Box> fewer = merged(boxes);
        return fewer.size() < boxes.size() ? of(fewer).simplified() : this;
    }

    /** The packets as they came, before rules rewrote anything about them. */
    PacketSet asTheyCame() {
        return of(boxes.stream().map(Box::asTheyCame).toList());
    }

    /** The packets as they are now, with no memory of what they were. */
    PacketSet asTheyAre() {
        return of(boxes.stream().map(Box::asTheyAre).toList());
    }

    /** Whether every packet of the other set is in this one. */
    public boolean containsAll(PacketSet other) {
        return other.subtract(this).isEmpty();
    }

    /** Whether the packet is in the set. */
    public boolean contains(Packet packet) {
        return boxes.stream().anyMatch(box -> Examples.isIn(packet, box));
    }

    /** One packet of the set, as ordinary as the set allows; empty when the set is. */
    public Optional<Packet> example() {
        return boxes.stream().map(Examples::of).findFirst();
    }

    /** One packet of each region of the set; for tests that look into every corner. */
    List<Packet> examples() {
        return boxes.stream().map(Examples::of).toList();
    }

    int size() {
        return boxes.size();
    }

    List<Box> boxes() {
        return boxes;
    }

    /** The same packets in fewer boxes: those that differ on one side only become one. */
    private static List<Box> merged(List<Box> boxes) {
        List<Box> result = boxes;
        for (Dimension<?> dimension : Dimension.ALL) {
            boolean differ = false;
            for (int i = 0; i < result.size() && !differ; i++) {
                differ = result.get(i).restricts(dimension);
            }
            result = differ ? mergedOver(dimension, result) : result;
        }
        return result;
    }

    private static List<Box> mergedOver(Dimension<?> dimension, List<Box> boxes) {
        if (boxes.size() < 2) {
            return boxes;
        }
        Map<Integer, List<Box>> groups = new LinkedHashMap<>();
        for (Box box : boxes) {
            List<Box> group = groups.computeIfAbsent(box.hashBut(dimension), key -> new ArrayList<>());
            boolean merged = false;
            for (int i = 0; i < group.size() && !merged; i++) {
                Optional<Box> both = group.get(i).mergedOver(dimension, box);
                if (both.isPresent()) {
                    group.set(i, both.get());
                    merged = true;
                }
            }
            if (!merged) {
                group.add(box);
            }
        }
        return groups.values().stream().flatMap(List::stream).toList();
    }

    /** Whether both hold the same packets, however they came about. */
    public boolean sameAs(PacketSet other) {
        return containsAll(other) && other.containsAll(this);
    }

    @Override
    public String toString() {
        return isEmpty() ? "no packet" : "packets such as " + example().orElseThrow();
    }
}
