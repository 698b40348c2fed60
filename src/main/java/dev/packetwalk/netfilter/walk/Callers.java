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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From where the chains of a table are called, and with which packets. */
final class Callers {
    private final Table table;
    private final Map<String, Set<String>> callers = new HashMap<>();
    private final Meter meter;
    private @Nullable String asked;
    private Set<String> leading = Set.of();

    Callers(Table table, Meter meter) {
        this.table = table;
        this.meter = meter;
        for (Chain chain : table.chains()) {
            chain.rules().stream()
                    .flatMap(rule -> rule.target().stream())
                    .flatMap(Callers::called)
                    .forEach(name -> callers.computeIfAbsent(name, one -> new HashSet<>())
                            .add(chain.name()));
        }
    }

    /** The chain and all that lead to it, directly or through others; remembered for one chain, as there can be many. */
    Set<String> leading(String chain) {
        if (!chain.equals(asked)) {
            Set<String> seen = new HashSet<>(Set.of(chain));
            Deque<String> open = new ArrayDeque<>(seen);
            while (!open.isEmpty()) {
                Set<String> direct = callers.getOrDefault(open.pop(), Set.of());
                if (meter.spend(1 + direct.size())) {
                    direct.stream().filter(seen::add).forEach(open::push);
                }
            }
            asked = chain;
            leading = seen;
        }
        return leading;
    }

    /** The base chains from which packets can come to a chain: itself when it is one, else those that lead to it. */
    List<HookRun.Registered> entries(String chain) {
        Set<String> names = leading(chain);
        return table.chains().stream()
                .filter(candidate -> candidate.base().isPresent() && names.contains(candidate.name()))
                .map(base -> new HookRun.Registered(table, base, base.base().orElseThrow()))
                .toList();
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
