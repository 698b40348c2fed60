package dev.packetwalk.netfilter.walk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Packets that have come the same way so far.
 *
 * @param packets as they are now; not empty
 * @param dependsOn rules that may or may not have applied to them
 * @param accepted the filtering decision that let them pass last; null before the first
 */
record Strand(
        PacketSet packets, Set<RuleAt> dependsOn, @Nullable Accepted accepted) {
    /** More strands than this are told apart no longer by what they depend on. */
    private static final int MOST = 32;

    Strand {
        dependsOn = Set.copyOf(dependsOn);
    }

    /**
     * A decision to let packets pass.
     *
     * @param by the rule or policy
     * @param path the jumps that led there
     */
    record Accepted(Decider by, List<RuleAt> path) {}

    static Strand of(PacketSet packets) {
        return new Strand(packets, Set.of(), null);
    }

    /** Which part of a strand a rule takes and which goes on; both hold the packets about which it can't be told. */
    record Split(List<Strand> taken, List<Strand> rest) {}

    Split split(Condition condition, RuleAt rule, Meter meter) {
        List<Strand> taken = new ArrayList<>();
        List<Strand> rest = new ArrayList<>();
        add(taken, with(packets.intersect(condition.yes(), meter)));
        PacketSet others = packets.subtract(condition.yes(), meter);
        if (condition.maybe().isEmpty()) {
            add(rest, with(others));
        } else {
            meter.spend(dependsOn.size());
            Strand unsure = with(others.intersect(condition.maybe(), meter)).dependingOn(rule);
            add(taken, unsure);
            add(rest, unsure);
            add(rest, with(others.subtract(condition.maybe(), meter)));
        }
        return new Split(taken, rest);
    }

    private static void add(List<Strand> strands, Strand strand) {
        if (!strand.packets.isEmpty()) {
            strands.add(strand);
        }
    }

    Strand with(PacketSet changed) {
        return new Strand(changed, dependsOn, accepted);
    }

    Strand dependingOn(RuleAt rule) {
        Set<RuleAt> more = new LinkedHashSet<>(dependsOn);
        more.add(rule);
        return new Strand(packets, more, accepted);
    }

    /** A rule counts for more than a policy; of two of a kind, the later one counts. */
    Strand acceptedBy(Decider by, List<RuleAt> path) {
        boolean keep = accepted != null && accepted.by() instanceof RuleAt && !(by instanceof RuleAt);
        return keep ? this : new Strand(packets, dependsOn, new Accepted(by, path));
    }

    static List<Strand> change(List<Strand> strands, UnaryOperator<PacketSet> change) {
        return strands.stream()
                .map(strand -> strand.with(change.apply(strand.packets)))
                .filter(strand -> !strand.packets.isEmpty())
                .toList();
    }

    private record Key(Set<RuleAt> dependsOn, @Nullable Accepted accepted) {}

    /** The same packets in fewer strands. */
    static List<Strand> joined(List<Strand> strands, Meter meter) {
        if (strands.size() < 2) {
            return strands;
        }
        Map<Key, List<PacketSet>> joined = new LinkedHashMap<>();
        for (Strand strand : strands) {
            meter.spend(1 + strand.dependsOn.size() / 4);
            joined.computeIfAbsent(new Key(strand.dependsOn, strand.accepted), key -> new ArrayList<>())
                    .add(strand.packets);
        }
        return toList(joined.size() > MOST ? coarser(joined) : joined, meter);
    }

    /** Where there are very many possibilities, every uncertain strand is said to depend on all of their rules. */
    private static Map<Key, List<PacketSet>> coarser(Map<Key, List<PacketSet>> strands) {
        Set<RuleAt> all = new LinkedHashSet<>();
        strands.keySet().forEach(key -> all.addAll(key.dependsOn));
        Map<Key, List<PacketSet>> joined = new LinkedHashMap<>();
        strands.forEach((key, packets) -> joined.computeIfAbsent(
                        key.dependsOn.isEmpty() ? key : new Key(all, key.accepted), coarse -> new ArrayList<>())
                .addAll(packets));
        return joined;
    }

    private static List<Strand> toList(Map<Key, List<PacketSet>> strands, Meter meter) {
        return strands.entrySet().stream()
                .map(entry -> new Strand(
                        PacketSet.union(entry.getValue(), meter), entry.getKey().dependsOn, entry.getKey().accepted))
                .toList();
    }
}
