package dev.packetwalk.netfilter;

import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.text.PacketSpec;
import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.netfilter.walk.Walker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A packet that the last of so many rules decides about, beside a bare loop over as many packed rules. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WalkBenchmark {
    /** How many rules the packet meets. */
    @Param({"20", "10000"})
    public int rules;

    private Packet packet = packetOf("in=eth0 proto=tcp src=192.0.2.9 sport=40000 dst=10.0.0.2 dport=22 flags=SYN state=NEW");
    private Walker walker = Walker.of(Ruleset.EMPTY);
    private long[] addresses = {};
    private long[] masks = {};
    private int[] protocols = {};
    private int[] ports = {};

    private static Packet packetOf(String words) {
        return PacketSpec.parse(words).value().orElseThrow();
    }

    /** Reads the rules, and packs their addresses, protocols and ports for the bare loop. */
    @Setup
    public void prepare() {
        Ruleset ruleset = IptablesSave.parse(RulesInNumbers.save(rules)).value();
        Host host = new Host(
                List.of(new InterfaceAddress("eth0", Address.of("10.0.0.2"), 24)),
                List.of(new Route(Network.of("0.0.0.0/0"), Optional.of(Address.of("10.0.0.1")), "eth0")),
                false);
        walker = Walker.of(ruleset, host, List.of());
        List<Rule> all = ruleset.tables().getFirst().chain("INPUT").orElseThrow().rules();
        addresses = new long[rules];
        masks = new long[rules];
        protocols = new int[rules];
        ports = new int[rules];
        for (int i = 0; i < rules; i++) {
            pack(i, all.get(i).matches());
        }
    }

    private void pack(int rule, List<Match> matches) {
        for (Match match : matches) {
            if (match instanceof AddressMatch(Side side, Network network)) {
                addresses[rule] = network.address().low();
                masks[rule] = network.mask().low();
            } else if (match instanceof ProtocolMatch protocol) {
                protocols[rule] = protocol.anyOf().getFirst().number();
            } else if (match instanceof Extension extension) {
                pack(rule, extension.options());
            } else if (match instanceof PortMatch port) {
                ports[rule] = port.ranges().getFirst().first();
            }
        }
    }

    /** What can't be beaten by much: compares packed numbers, and knows no chains. */
    @Benchmark
    public int bareLoop() {
        long source = packet.source().low();
        int protocol = packet.protocol().number();
        int port = packet.port(Side.DESTINATION);
        for (int i = 0; i < rules; i++) {
            if ((source & masks[i]) == addresses[i]
                    && (protocols[i] == 0 || protocols[i] == protocol)
                    && (ports[i] == 0 || ports[i] == port)) {
                return i;
            }
        }
        return -1;
    }

    /** The verdict alone. */
    @Benchmark
    public Verdict verdict() {
        return walker.verdict(packet);
    }

    /** The verdict with all its reasons. */
    @Benchmark
    public Walk walk() {
        return walker.walk(packet);
    }
}
