package dev.packetwalk.web.reading;

import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortMatch;
import dev.packetwalk.netfilter.ProtocolMatch;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.text.PacketSpec;
import dev.packetwalk.netfilter.walk.Walker;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.IntSupplier;

/** Walks packets through tables of services and takes the time. One at a time on a server, so that it takes nothing from learners. */
@Singleton
public final class Measuring {
    private static final long WARM_NS = 150_000_000;
    private static final long LONGEST_NS = 40_000_000;
    private static final int MOST_RUNS = 200;

    private final Semaphore place = new Semaphore(1);

    /**
     * What was measured for one service.
     *
     * @param service the service's number
     * @param name the service's name
     * @param met how many rules the first packet of a connection is compared with
     * @param inTurn microseconds, the median: KUBE-SERVICES tried rule by rule, as the kernel does
     * @param lookedUp microseconds, the median: our model, which keeps the same rules in an index
     */
    public record Measured(int service, String name, int met, double inTurn, double lookedUp) {
        /** {@link #inTurn} for people. */
        public String inTurnText() {
            return text(inTurn);
        }

        /** {@link #lookedUp} for people. */
        public String lookedUpText() {
            return text(lookedUp);
        }

        private static String text(double microseconds) {
            return String.format(Locale.ROOT, microseconds < 10 ? "%.1f" : "%.0f", microseconds);
        }
    }

    /** Measures the first service of a table, the one in the middle and the last; empty when another measurement is under way. */
    Optional<List<Measured>> measure(ServiceTable table) {
        if (!place.tryAcquire()) {
            return Optional.empty();
        }
        try {
            List<ServiceTable.Service> services = List.of(1, (table.services() + 1) / 2, table.services()).stream()
                    .distinct()
                    .map(table::service)
                    .toList();
            Ruleset ruleset = IptablesSave.parse(table.save(services)).value();
            List<Rule> list = ruleset.tables()
                    .getFirst()
                    .chain("KUBE-SERVICES")
                    .orElseThrow()
                    .rules();
            Walker walker = Walker.of(ruleset);
            warm(list, walker, services);
            return Optional.of(services.stream()
                    .map(service -> measure(ruleset, list, walker, service))
                    .toList());
        } finally {
            place.release();
        }
    }

    private static Measured measure(Ruleset ruleset, List<Rule> list, Walker walker, ServiceTable.Service service) {
        Packet packet = packet(service);
        return new Measured(
                service.number(),
                service.name(),
                RulesMet.on(walker.at(Hook.PREROUTING, packet), ruleset),
                median(() -> firstMatch(list, packet)),
                median(() -> walker.verdict(packet) == Verdict.ACCEPT ? 1 : 0));
    }

    /** The median of many runs, in microseconds. */
    private static double median(IntSupplier work) {
        long[] times = new long[MOST_RUNS];
        int runs = 0;
        int found = 0;
        for (long start = System.nanoTime(); runs < MOST_RUNS && System.nanoTime() - start < LONGEST_NS; runs++) {
            long before = System.nanoTime();
            found += work.getAsInt();
            times[runs] = System.nanoTime() - before;
        }
        if (found < 0) {
            throw new IllegalStateException("a service without a rule");
        }
        Arrays.sort(times, 0, runs);
        return times[runs / 2] / 1_000.0;
    }

    /** Lets the compiler do its work before the clock runs. */
    private static void warm(List<Rule> list, Walker walker, List<ServiceTable.Service> services) {
        List<Packet> packets = services.stream().map(Measuring::packet).toList();
        for (long start = System.nanoTime(); System.nanoTime() - start < WARM_NS; ) {
            packets.forEach(walker::verdict);
            packets.forEach(packet -> firstMatch(list, packet));
        }
    }

    /** The 0-based place of the first rule for that packet; a great negative number if there is none. */
    private static int firstMatch(List<Rule> list, Packet packet) {
        for (int i = 0; i < list.size(); i++) {
            if (fit(list.get(i).matches(), packet)) {
                return i;
            }
        }
        return Integer.MIN_VALUE;
    }

    private static boolean fit(List<Match> matches, Packet packet) {
        for (Match match : matches) {
            if (!fits(match, packet)) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of the conditions that kube-proxy writes holds. */
    private static boolean fits(Match match, Packet packet) {
        if (match instanceof AddressMatch address) {
            return address.addresses().contains(packet.destination());
        } else if (match instanceof ProtocolMatch protocol) {
            return protocol.anyOf().contains(packet.protocol());
        } else if (match instanceof PortMatch port) {
            return port.ranges().getFirst().contains(packet.port(Side.DESTINATION));
        }
        return !(match instanceof Extension extension) || fit(extension.options(), packet);
    }

    private static Packet packet(ServiceTable.Service service) {
        return PacketSpec.parse("in=cni0 proto=tcp src=10.244.9.9 sport=40000 dst=" + service.address() + " dport="
                        + service.port() + " flags=SYN state=NEW")
                .value()
                .orElseThrow();
    }
}
