package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.Sequence;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.VerdictMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** From where a chain is called, and with which packets. */
final class Callers {
    private Callers() {}

    /** The chain itself when it is a base chain, else a base chain that leads to it; empty when nothing calls it. */
    static Optional<HookRun.Registered> entry(Table table, Chain chain) {
        return table.chains().stream()
                .filter(candidate -> candidate.base().isPresent() && leadsTo(table, candidate, chain.name()))
                .findFirst()
                .map(base -> new HookRun.Registered(table, base, base.base().orElseThrow()));
    }

    private static boolean leadsTo(Table table, Chain from, String name) {
        Set<String> seen = new HashSet<>(List.of(from.name()));
        Deque<Chain> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            Chain chain = open.pop();
            if (chain.name().equals(name)) {
                return true;
            }
            chain.rules().stream()
                    .flatMap(rule -> rule.target().stream())
                    .flatMap(Callers::called)
                    .filter(seen::add)
                    .flatMap(called -> table.chain(called).stream())
                    .forEach(open::push);
        }
        return false;
    }

    /** Names of the chains that a target can continue in. */
    static Stream<String> called(Target target) {
        return switch (target) {
            case Jump jump -> Stream.of(jump.chain());
            case Goto to -> Stream.of(to.chain());
            case Sequence sequence -> sequence.targets().stream().flatMap(Callers::called);
            case VerdictMap map -> map.entries().stream().flatMap(entry -> called(entry.target()));
            default -> Stream.empty();
        };
    }

    /** Every packet for which a base chain can be called. */
    static PacketSet universe(HookRun.Registered entry, boolean canBeUntracked) {
        Hook hook = entry.base().hook();
        Ranges<String> none = Dimension.name("");
        Ranges<String> some = Dimension.IN.universe().subtract(none);
        Ranges<Long> states = canBeUntracked
                ? Dimension.STATE.universe()
                : Dimension.STATE.universe().subtract(Dimension.state(ConnState.UNTRACKED));
        PacketSet packets = HookRun.seen(entry).only(Dimension.STATE, states);
        return switch (hook) {
            case PREROUTING, INPUT -> packets.only(Dimension.IN, some).only(Dimension.OUT, none);
            case FORWARD -> packets.only(Dimension.IN, some).only(Dimension.OUT, some);
            case OUTPUT -> packets.only(Dimension.IN, none).only(Dimension.OUT, some);
            case POSTROUTING -> packets.only(Dimension.OUT, some);
        };
    }
}
