package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.Masquerade;
import dev.packetwalk.netfilter.NetworkMap;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.PassThrough;
import dev.packetwalk.netfilter.Redirect;
import dev.packetwalk.netfilter.Reject;
import dev.packetwalk.netfilter.RestoreMark;
import dev.packetwalk.netfilter.Return;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.RulesetChange;
import dev.packetwalk.netfilter.SaveMark;
import dev.packetwalk.netfilter.Sequence;
import dev.packetwalk.netfilter.SetFlowMark;
import dev.packetwalk.netfilter.SetHops;
import dev.packetwalk.netfilter.SetMark;
import dev.packetwalk.netfilter.SetTos;
import dev.packetwalk.netfilter.SourceNat;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.UnknownMark;
import dev.packetwalk.netfilter.UnknownTarget;
import dev.packetwalk.netfilter.VerdictMap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The packets that can notice changes of a ruleset at all: those that a changed rule could match. All others meet the same rules
 * before and after.
 */
final class Affected {
    /** With more changed rules, finding out takes longer than looking at all packets. */
    private static final int MOST = 100;

    private Affected() {}

    /** The packets, more or less; empty when it could be any. */
    static Optional<PacketSet> by(List<RulesetChange> changes, Ruleset first, Ruleset second, Meter meter) {
        if (changes.size() > MOST) {
            return Optional.empty();
        }
        Set<Dimension<?>> rewritten = rewritten(first);
        rewritten.addAll(rewritten(second));
        // States mean something else before connection tracking.
        rewritten.add(Dimension.STATE);
        Conditions conditions = new Conditions(false, List.of(0L), meter);
        List<PacketSet> sets = new ArrayList<>();
        for (RulesetChange change : changes) {
            Optional<PacketSet> packets = by(change, conditions);
            if (packets.isEmpty()) {
                return Optional.empty();
            }
            sets.add(packets.get().each(box -> open(box, rewritten)));
        }
        return Optional.of(disjoint(sets, meter));
    }

    private static Optional<PacketSet> by(RulesetChange change, Conditions conditions) {
        return switch (change) {
            case RulesetChange.RuleAdded added -> Optional.of(matching(added.rule(), conditions));
            case RulesetChange.RuleRemoved removed -> Optional.of(matching(removed.rule(), conditions));
            case RulesetChange.RuleMoved moved -> Optional.of(matching(moved.rule(), conditions));
            // The rules that call a user-defined chain have come or gone with it.
            case RulesetChange.ChainAdded added -> unlessBase(added.chain());
            case RulesetChange.ChainRemoved removed -> unlessBase(removed.chain());
            case RulesetChange.PolicyChanged policy -> Optional.empty();
            case RulesetChange.ChainHookedAnew hooked -> Optional.empty();
            case RulesetChange.TableAdded table -> Optional.empty();
            case RulesetChange.TableRemoved table -> Optional.empty();
        };
    }

    private static Optional<PacketSet> unlessBase(Chain chain) {
        return chain.base().isPresent() ? Optional.empty() : Optional.of(PacketSet.none());
    }

    private static PacketSet matching(Rule rule, Conditions conditions) {
        Condition condition = conditions.of(rule);
        return condition.yes().union(condition.maybe());
    }

    private static Optional<Box> open(Box box, Set<Dimension<?>> rewritten) {
        Box open = box;
        for (Dimension<?> dimension : rewritten) {
            open = whole(open, dimension);
        }
        return Optional.of(open);
    }

    private static <T extends Comparable<T>> Box whole(Box box, Dimension<T> dimension) {
        return box.with(dimension, dimension.universe()).orElseThrow();
    }

    private static PacketSet disjoint(List<PacketSet> sets, Meter meter) {
        PacketSet all = PacketSet.none();
        for (PacketSet set : sets) {
            all = PacketSet.union(List.of(all, set.subtract(all, meter)), meter);
        }
        return all;
    }

    private static Set<Dimension<?>> rewritten(Ruleset ruleset) {
        Set<Dimension<?>> dimensions = new LinkedHashSet<>();
        Analysis.targets(ruleset).flatMap(Affected::rewrites).forEach(dimensions::add);
        return dimensions;
    }

    private static Stream<Dimension<?>> rewrites(Target target) {
        return switch (target) {
            case SetMark mark -> Stream.of(Dimension.MARK);
            case RestoreMark mark -> Stream.of(Dimension.MARK);
            case UnknownMark mark -> Stream.of(Dimension.MARK);
            case NetworkMap nat ->
                Stream.of(Dimension.SOURCE, Dimension.SOURCE_PORT, Dimension.DESTINATION, Dimension.DESTINATION_PORT);
            // Neither a flow's mark nor hops and type of service are dimensions of packets here.
            case SaveMark other -> Stream.empty();
            case SetFlowMark other -> Stream.empty();
            case SetHops other -> Stream.empty();
            case SetTos other -> Stream.empty();
            case NoTrack notrack -> Stream.of(Dimension.STATE);
            case SourceNat nat -> Stream.of(Dimension.SOURCE, Dimension.SOURCE_PORT);
            case Masquerade nat -> Stream.of(Dimension.SOURCE, Dimension.SOURCE_PORT);
            case DestinationNat nat -> Stream.of(Dimension.DESTINATION, Dimension.DESTINATION_PORT);
            case Redirect nat -> Stream.of(Dimension.DESTINATION, Dimension.DESTINATION_PORT);
            case Accept other -> Stream.empty();
            case Drop other -> Stream.empty();
            case Goto other -> Stream.empty();
            case Jump other -> Stream.empty();
            case PassThrough other -> Stream.empty();
            case Reject other -> Stream.empty();
            case Return other -> Stream.empty();
            case UnknownTarget other -> Stream.empty();
            case VerdictMap map -> map.entries().stream().flatMap(entry -> rewrites(entry.target()));
            case Sequence sequence -> sequence.targets().stream().flatMap(Affected::rewrites);
        };
    }
}
