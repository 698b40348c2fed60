package dev.packetwalk.web;

import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.KeeperEvent;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxEngine;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import dev.packetwalk.sandbox.Topology;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sandboxes for the tests of pages: nothing runs in them, and their rules are what the test says. */
@Singleton
@Alternative
@Priority(1)
public final class QuietEngine implements SandboxEngine {
    private static final String NO_RULES = """
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            COMMIT
            """;

    private final Map<SandboxId, Found> made = new ConcurrentHashMap<>();
    private final List<Consumer<KeeperEvent>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong generation = new AtomicLong(1);
    private volatile String rules = NO_RULES;
    private volatile boolean broken;

    /** From now on every sandbox has these rules. */
    void rules(String iptablesSave) {
        rules = iptablesSave;
        long now = generation.incrementAndGet();
        listeners.forEach(listener -> listener.accept(new KeeperEvent.RulesetChanged(now, "iptables")));
    }

    /** From now on no sandbox can be made, or again. */
    void broken(boolean isBroken) {
        broken = isBroken;
    }

    @Override
    public String name() {
        return "quiet";
    }

    @Override
    public String revision() {
        return "1";
    }

    @Override
    public void create(SandboxId id, Topology topology) {
        if (broken) {
            throw new SandboxUnavailableException("the engine is switched off for a test");
        }
        made.put(id, new Found(id, topology.name(), true));
    }

    @Override
    public List<Found> list() {
        return List.copyOf(made.values());
    }

    @Override
    public void remove(SandboxId id) {
        made.remove(id);
    }

    @Override
    public Keeper connect(SandboxId id) throws IOException {
        if (!made.containsKey(id)) {
            throw new IOException("no sandbox " + id);
        }
        return new QuietKeeper();
    }

    @Override
    public TerminalStream attach(SandboxId id, TerminalName name, TerminalSize size) {
        return new Echo();
    }

    @Override
    public void end(SandboxId id, TerminalName name) {}

    @Override
    public List<TerminalName> terminals(SandboxId id) {
        return List.of(new TerminalName("t1"));
    }

    @Override
    public byte @Nullable [] readFile(SandboxId id, String path, int limit) {
        return null;
    }

    @Override
    public List<Overuse> overuse() {
        return List.of();
    }

    private final class QuietKeeper implements Keeper {
        @Override
        public RulesetSnapshot ruleset() {
            return new RulesetSnapshot(generation.get(), rules, "");
        }

        @Override
        public String flows() {
            return "";
        }

        @Override
        public ProbeResult probe(Probe probe) {
            boolean expected = probe.from().equals("box");
            ProbeResult.Answer answer = !expected
                    ? ProbeResult.Answer.FILTERED
                    : probe.protocol() == Probe.Protocol.ICMP ? ProbeResult.Answer.REPLY : ProbeResult.Answer.OPEN;
            return new ProbeResult(answer, "as the test says", probe.limit());
        }

        @Override
        public void ping() {}

        @Override
        public Subscription listen(Consumer<KeeperEvent> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public void close() {}
    }

    /** A shell that says a prompt and repeats what is typed. */
    private static final class Echo implements TerminalStream {
        private static final byte[] END = new byte[0];
        private final BlockingQueue<byte[]> output = new ArrayBlockingQueue<>(1000);

        Echo() {
            output.add("\u001b[1;32mlearner\u001b[0m:\u001b[1;34m~\u001b[0m# ".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            try {
                byte[] bytes = output.take();
                System.arraycopy(bytes, 0, buffer, 0, bytes.length);
                return bytes.length == 0 ? -1 : bytes.length;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            byte[] typed = new byte[length];
            System.arraycopy(bytes, offset, typed, 0, length);
            output.add(typed);
        }

        @Override
        public void resize(TerminalSize size) {}

        @Override
        public void close() {
            output.add(END);
        }
    }
}
