package dev.packetwalk.web;

import dev.packetwalk.sandbox.FakeSandboxEngine;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.KeeperEvent;
import dev.packetwalk.sandbox.PacketFilter;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxEngine;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Segment;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import dev.packetwalk.sandbox.Topology;
import dev.packetwalk.sandbox.Trace;
import dev.packetwalk.sandbox.TraceMessage;
import dev.packetwalk.sandbox.Watched;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fake engine behind the pages under test; the rules in all of its sandboxes are what the test says. */
@Singleton
@Alternative
@Priority(1)
public final class QuietEngine implements SandboxEngine {
    static final String NO_RULES =
            "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n";

    private final FakeSandboxEngine fake = new FakeSandboxEngine();
    private final AtomicLong generation = new AtomicLong(1);
    private volatile String rules = NO_RULES;
    private volatile CountDownLatch goesOn = new CountDownLatch(0);
    private volatile List<TraceMessage> trace = List.of();
    private volatile boolean watching;
    private final AtomicLong watches = new AtomicLong();
    private final AtomicLong packets = new AtomicLong();
    private final BlockingQueue<Watched.Told> told = new LinkedBlockingQueue<>();
    final Queue<PacketFilter> filters = new ConcurrentLinkedQueue<>();
    final Queue<Segment> traced = new ConcurrentLinkedQueue<>();

    /** From now on every sandbox has these rules, and its keeper tells. */
    void rules(String iptablesSave) {
        rules = iptablesSave;
        generation.incrementAndGet();
        fake.ids().forEach(fake::changeRules);
    }

    /** From now on no keeper tells anything of its rules, until it goes on. */
    void stall() {
        goesOn = new CountDownLatch(1);
    }

    /** Keepers answer again. */
    void goOn() {
        goesOn.countDown();
    }

    private void awaitGoingOn() throws IOException {
        try {
            if (!goesOn.await(10, TimeUnit.SECONDS)) {
                throw new IOException("the keeper did not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** From now on the kernel tells this of every packet. */
    void trace(List<TraceMessage> messages) {
        trace = messages;
    }

    /** Whether anybody watches in any sandbox. */
    boolean watching() {
        return watching;
    }

    /** The kernel tells this of a packet that was watched for, one of so many. */
    void seen(long packet, List<TraceMessage> messages, long ofPackets) {
        packets.set(ofPackets);
        messages.forEach(message -> told.add(new Watched.Told(generation.get(), packet, message)));
    }

    /** From now on no sandbox can be made, or again. */
    void broken(boolean isBroken) {
        fake.failToCreate(isBroken);
    }

    @Override
    public String name() {
        return fake.name();
    }

    @Override
    public String revision() {
        return fake.revision();
    }

    @Override
    public void create(SandboxId id, Topology topology) {
        fake.create(id, topology);
    }

    @Override
    public List<Found> list() {
        return fake.list();
    }

    @Override
    public void remove(SandboxId id) {
        fake.remove(id);
    }

    @Override
    public Keeper connect(SandboxId id) throws IOException {
        return new ToldKeeper(fake.connect(id));
    }

    @Override
    public TerminalStream attach(SandboxId id, TerminalName name, TerminalSize size) throws IOException {
        return fake.attach(id, name, size);
    }

    @Override
    public void end(SandboxId id, TerminalName name) throws IOException {
        fake.end(id, name);
    }

    @Override
    public List<TerminalName> terminals(SandboxId id) throws IOException {
        return fake.terminals(id);
    }

    @Override
    public byte @Nullable [] readFile(SandboxId id, String path, int limit) throws IOException {
        return fake.readFile(id, path, limit);
    }

    @Override
    public List<Overuse> overuse() {
        return fake.overuse();
    }

    /** A keeper whose world is a stranger that gets no answer, and whose box reaches what it asks for. */
    private final class ToldKeeper implements Keeper {
        private final Keeper keeper;

        ToldKeeper(Keeper keeper) {
            this.keeper = keeper;
        }

        @Override
        public RulesetSnapshot ruleset() throws IOException {
            awaitGoingOn();
            keeper.ping();
            return new RulesetSnapshot(generation.get(), rules, "");
        }

        @Override
        public String flows() throws IOException {
            return keeper.flows();
        }

        @Override
        public ProbeResult probe(Probe probe) throws IOException {
            keeper.ping();
            ProbeResult.Answer answer = !probe.from().equals("box")
                    ? ProbeResult.Answer.FILTERED
                    : probe.protocol() == Probe.Protocol.ICMP ? ProbeResult.Answer.REPLY : ProbeResult.Answer.OPEN;
            return new ProbeResult(answer, "as the test says", probe.limit());
        }

        @Override
        public Trace trace(Probe probe, Segment segment) throws IOException {
            traced.add(segment);
            return new Trace(probe(probe), generation.get(), trace.isEmpty() ? List.of() : List.of(trace));
        }

        @Override
        public long watch(PacketFilter filter) {
            filters.add(filter);
            watching = true;
            return watches.incrementAndGet();
        }

        @Override
        public Watched watched(long watch) throws IOException {
            if (watch != watches.get()) {
                throw new IOException("watch " + watch + " has ended");
            }
            List<Watched.Told> now = new ArrayList<>();
            told.drainTo(now);
            return new Watched(packets.get(), now);
        }

        @Override
        public Watched unwatch(long watch) throws IOException {
            Watched last = watched(watch);
            watches.incrementAndGet();
            watching = false;
            return last;
        }

        @Override
        public long generation() throws IOException {
            awaitGoingOn();
            keeper.ping();
            return generation.get();
        }

        @Override
        public Subscription listen(Consumer<KeeperEvent> listener) {
            return keeper.listen(listener);
        }

        @Override
        public void close() {
            keeper.close();
        }
    }
}
