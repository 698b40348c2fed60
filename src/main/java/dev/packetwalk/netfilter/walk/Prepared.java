package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ruleset made ready for walking: what the kernel calls at each hook, in its order. */
final class Prepared {
    /** NF_IP_PRI_CONNTRACK, NF_IP_PRI_NAT_DST and NF_IP_PRI_NAT_SRC of the kernel. */
    private static final int TRACKING = -200;

    private static final int NAT_DESTINATION = -100;
    private static final int NAT_SOURCE = 100;

    private final Map<Hook, Station[]> stations = new EnumMap<>(Hook.class);

    Prepared(Ruleset ruleset) {
        IdentityHashMap<Table, PreparedTable> tables = new IdentityHashMap<>();
        ruleset.tables().forEach(table -> tables.put(table, new PreparedTable(table)));
        for (Hook hook : Hook.values()) {
            stations.put(hook, at(hook, ruleset, tables));
        }
    }

    Station[] at(Hook hook) {
        return stations.getOrDefault(hook, new Station[0]);
    }

    private static Station[] at(Hook hook, Ruleset ruleset, IdentityHashMap<Table, PreparedTable> tables) {
        List<HookRun.Registered> registered = new ArrayList<>(HookRun.chains(ruleset, hook));
        registered.removeIf(chain -> !seesIp(chain.table()));
        List<Station> stations = new ArrayList<>();
        for (Upcoming upcoming : upcoming(hook, registered, tables)) {
            while (!registered.isEmpty() && registered.getFirst().base().priority() < upcoming.priority) {
                station(registered.removeFirst(), tables)
                        .filter(chain -> !chain.nat())
                        .ifPresent(stations::add);
            }
            stations.add(upcoming.station);
        }
        for (HookRun.Registered last : registered) {
            station(last, tables).filter(chain -> !chain.nat()).ifPresent(stations::add);
        }
        return stations.toArray(Station[]::new);
    }

    /** What is called beside the ruleset's own chains. */
    private record Upcoming(int priority, Station station) {}

    private static List<Upcoming> upcoming(
            Hook hook, List<HookRun.Registered> registered, IdentityHashMap<Table, PreparedTable> tables) {
        List<Station.OfChain> nat = registered.stream()
                .flatMap(chain -> station(chain, tables).stream())
                .filter(Station.OfChain::nat)
                .toList();
        return switch (hook) {
            case PREROUTING, OUTPUT ->
                List.of(
                        new Upcoming(TRACKING, new Station.OfTracking()),
                        new Upcoming(NAT_DESTINATION, new Station.OfNat(true, nat)));
            case INPUT, POSTROUTING -> List.of(new Upcoming(NAT_SOURCE, new Station.OfNat(false, nat)));
            case FORWARD -> List.of();
        };
    }

    private static boolean seesIp(Table table) {
        return switch (table.family()) {
            case IP, IP6, INET -> true;
            case ARP, BRIDGE, NETDEV -> false;
        };
    }

    private static Optional<Station.OfChain> station(
            HookRun.Registered registered, IdentityHashMap<Table, PreparedTable> tables) {
        return Optional.ofNullable(tables.get(registered.table()))
                .flatMap(table ->
                        Optional.ofNullable(table.chain(registered.chain().name())))
                .map(chain -> Station.OfChain.of(registered, chain));
    }
}
