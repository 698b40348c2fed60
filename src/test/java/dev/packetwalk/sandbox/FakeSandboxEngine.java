package dev.packetwalk.sandbox;

import dev.packetwalk.sandbox.JournalEvent.FlowChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An engine in memory, which passes the contract of {@link SandboxEngine} and can be told to fail. Safe for many threads. */
public final class FakeSandboxEngine implements SandboxEngine {
    private static final String SURFING =
            "ipv4     2 tcp      6 120 SYN_SENT src=10.77.0.3 dst=10.77.0.2 sport=40000 dport=80"
                    + " [UNREPLIED] src=10.77.0.2 dst=10.77.0.3 sport=80 dport=40000 id=1";

    private final Map<SandboxId, Machine> machines = new ConcurrentHashMap<>();
    private final Map<SandboxId, String> overuse = new ConcurrentHashMap<>();
    private volatile boolean failing;
    private volatile int most;
    private volatile String revision = "1";

    /** From now on nothing can be made, or everything. */
    public void failToCreate(boolean failing) {
        this.failing = failing;
    }

    /** Sandboxes are made of something else from now on. */
    public void upgrade(String revision) {
        this.revision = revision;
    }

    /** The half of a sandbox stops by itself; its keeper is lost. */
    public void breakApart(SandboxId id) {
        machine(id).whole = false;
        machine(id).loseKeepers("stopped");
    }

    /** The connections are cut; the sandbox is well. */
    public void cutConnections(SandboxId id) {
        machine(id).loseKeepers("cut");
    }

    /** Rules change, as every connected keeper tells; in a sandbox that is gone by now there are none to change. */
    public void changeRules(SandboxId id) {
        Machine machine = machines.get(id);
        if (machine != null) {
            machine.changeRules();
        }
    }

    /** A flow comes, changes or goes, as every connected keeper tells. */
    public void changeFlow(SandboxId id, FlowChange change, String line) {
        machine(id).tell(new KeeperEvent.FlowChanged(change, line));
    }

    /** Something was not heard, as every connected keeper tells. */
    public void loseEvents(SandboxId id) {
        machine(id).tell(new KeeperEvent.Gap());
    }

    /** The learner has written a file. */
    public void write(SandboxId id, String path, String text) {
        machine(id).files.put(path, text);
    }

    public void overuse(SandboxId id, String detail) {
        overuse.put(id, detail);
    }

    /** The most sandboxes that there have been at a time. */
    public int most() {
        return most;
    }

    public Set<SandboxId> ids() {
        return Set.copyOf(machines.keySet());
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public String revision() {
        return revision;
    }

    @Override
    public synchronized void create(SandboxId id, Topology topology) {
        Machine machine = new Machine(topology.name());
        machines.put(id, machine);
        if (failing) {
            machine.whole = false;
            throw new SandboxUnavailableException("the engine is asked to fail");
        }
        most = Math.max(most, machines.size());
    }

    @Override
    public List<Found> list() {
        return machines.entrySet().stream()
                .map(entry -> new Found(entry.getKey(), entry.getValue().topology, entry.getValue().whole))
                .toList();
    }

    @Override
    public void remove(SandboxId id) {
        overuse.remove(id);
        Machine machine = machines.remove(id);
        if (machine != null) {
            machine.end();
        }
    }

    @Override
    public List<Overuse> overuse() {
        return overuse.entrySet().stream()
                .map(entry -> new Overuse(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public Keeper connect(SandboxId id) throws IOException {
        return reach(id).connect();
    }

    @Override
    public TerminalStream attach(SandboxId id, TerminalName name, TerminalSize size) throws IOException {
        Machine machine = reach(id);
        return machine.shells
                .computeIfAbsent(name, fresh -> new FakeShell(machine.files, machine::surf, () -> machine.end(fresh)))
                .attach();
    }

    @Override
    public void end(SandboxId id, TerminalName name) throws IOException {
        reach(id).end(name);
    }

    @Override
    public List<TerminalName> terminals(SandboxId id) throws IOException {
        return List.copyOf(reach(id).shells.keySet());
    }

    @Override
    public byte @Nullable [] readFile(SandboxId id, String path, int limit) throws IOException {
        String text = reach(id).files.get(path);
        if (text == null) {
            return null;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, Math.min(limit, bytes.length));
    }

    private Machine machine(SandboxId id) {
        Machine machine = machines.get(id);
        if (machine == null) {
            throw new IllegalStateException("no sandbox " + id);
        }
        return machine;
    }

    private Machine reach(SandboxId id) throws IOException {
        Machine machine = machines.get(id);
        if (machine == null || !machine.whole) {
            throw new IOException("no sandbox " + id);
        }
        return machine;
    }

    private static final class Machine {
        private final String topology;
        private final Map<String, String> files = new ConcurrentHashMap<>();
        private final Map<TerminalName, FakeShell> shells = new ConcurrentHashMap<>();
        private final List<FakeKeeper> keepers = new CopyOnWriteArrayList<>();
        private volatile boolean whole = true;
        private volatile long generation = 1;

        Machine(String topology) {
            this.topology = topology;
        }

        Keeper connect() {
            FakeKeeper keeper = new FakeKeeper(this);
            keepers.add(keeper);
            return keeper;
        }

        synchronized void changeRules() {
            tell(new KeeperEvent.RulesetChanged(++generation, "iptables"));
        }

        void surf() {
            tell(new KeeperEvent.FlowChanged(FlowChange.NEW, SURFING));
        }

        void tell(KeeperEvent event) {
            keepers.forEach(keeper -> keeper.tell(event));
        }

        void loseKeepers(String reason) {
            keepers.forEach(keeper -> keeper.lose(reason));
        }

        void end(TerminalName name) {
            FakeShell shell = shells.remove(name);
            if (shell != null) {
                shell.detach();
            }
        }

        void end() {
            whole = false;
            shells.values().forEach(FakeShell::detach);
            loseKeepers("removed");
        }
    }

    private static final class FakeKeeper implements Keeper {
        private final Machine machine;
        private final List<Consumer<KeeperEvent>> listeners = new CopyOnWriteArrayList<>();
        private @Nullable String lost;

        FakeKeeper(Machine machine) {
            this.machine = machine;
        }

        @Override
        public RulesetSnapshot ruleset() throws IOException {
            ping();
            return new RulesetSnapshot(machine.generation, "# generation " + machine.generation + "\n", "");
        }

        @Override
        public String flows() throws IOException {
            ping();
            return "";
        }

        @Override
        public ProbeResult probe(Probe probe) throws IOException {
            ping();
            return new ProbeResult(ProbeResult.Answer.FILTERED, "nothing", probe.limit());
        }

        @Override
        public Trace trace(Probe probe, Segment segment) throws IOException {
            return new Trace(probe(probe), machine.generation, List.of());
        }

        @Override
        public long watch(PacketFilter filter) throws IOException {
            ping();
            return 1;
        }

        @Override
        public Watched watched(long watch) throws IOException {
            ping();
            return new Watched(0, List.of());
        }

        @Override
        public Watched unwatch(long watch) throws IOException {
            return watched(watch);
        }

        @Override
        public synchronized long generation() throws IOException {
            if (lost != null) {
                throw new IOException(lost);
            }
            return machine.generation;
        }

        @Override
        public synchronized Subscription listen(Consumer<KeeperEvent> listener) {
            if (lost != null) {
                listener.accept(new KeeperEvent.Lost(lost));
            } else {
                listeners.add(listener);
            }
            return () -> listeners.remove(listener);
        }

        @Override
        public void close() {
            lose("closed");
        }

        private synchronized void tell(KeeperEvent event) {
            listeners.forEach(listener -> listener.accept(event));
        }

        private synchronized void lose(String reason) {
            if (lost == null) {
                lost = reason;
                machine.keepers.remove(this);
                tell(new KeeperEvent.Lost(reason));
            }
        }
    }
}
