package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.LeaseEvent;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The terminals that this server is attached to, each with the file of its recent output in
 * {@code <folder>/<sandbox>/<terminal>.ring}. A terminal stays attached until it is ended or its sandbox is over; the start
 * after a stop or kill attaches to all of them again. Safe for use by many threads; methods may block.
 */
final class Terminals implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Terminals.class);
    private static final String SUFFIX = ".ring";

    private final TerminalSandboxes sandboxes;
    private final HubLimits limits;
    private final Path folder;
    private final int perSandbox;
    private final TerminalTaps taps;
    private final Map<Key, TerminalHub> hubs = new ConcurrentHashMap<>();
    private Keeper.@Nullable Subscription leases;

    private record Key(SandboxId sandbox, TerminalName terminal) {}

    Terminals(TerminalSandboxes sandboxes, HubLimits limits, Path folder, int perSandbox, TerminalTaps taps) {
        this.sandboxes = sandboxes;
        this.limits = limits;
        this.folder = folder;
        this.perSandbox = perSandbox;
        this.taps = taps;
    }

    /** Listens to the sandboxes' ends, removes what is left of those that ended unheard, attaches to the terminals of the others. */
    void start() {
        leases = sandboxes.listen(this::heard);
        for (Path sandbox : entries(folder)) {
            try {
                restore(sandbox);
            } catch (IOException | RuntimeException e) {
                LOG.warnf(e, "could not take up the terminals of %s again; a viewer will", sandbox.getFileName());
            }
        }
    }

    private void restore(Path files) throws IOException {
        SandboxId sandbox = new SandboxId(String.valueOf(files.getFileName()));
        if (sandboxes.learner(sandbox).isEmpty()) {
            forget(sandbox);
            return;
        }
        List<TerminalName> running = sandboxes.terminals(sandbox);
        for (TerminalName terminal : running) {
            if (Files.exists(file(sandbox, terminal))) {
                open(sandbox, terminal, null);
            }
        }
    }

    /** Whether a sandbox may have a terminal of this name. */
    boolean allows(TerminalName terminal) {
        return Integer.parseInt(terminal.value().substring(1)) <= perSandbox;
    }

    /** Whether the sandbox is this learner's. */
    boolean belongs(SandboxId sandbox, UUID learner) {
        return sandboxes.learner(sandbox).filter(learner::equals).isPresent();
    }

    /** The terminals whose shells run, in the order of their numbers. */
    List<TerminalName> running(SandboxId sandbox) throws IOException {
        return sandboxes.terminals(sandbox);
    }

    /**
     * The hub of a terminal, made and attached at this size when there is none yet.
     *
     * @param size null for the size that it had
     * @throws UncheckedIOException if the file of its output cannot be made
     */
    TerminalHub open(SandboxId sandbox, TerminalName terminal, @Nullable TerminalSize size) {
        return hubs.computeIfAbsent(new Key(sandbox, terminal), key -> {
            try {
                OutputRing ring = OutputRing.open(file(sandbox, terminal), limits.ring());
                TerminalTap tap = taps.of(sandbox, terminal);
                TerminalHub hub = new TerminalHub(terminal + "-" + sandbox, shell(key), ring, tap, limits);
                hub.start(size);
                return hub;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot keep the output of terminal " + terminal + " in " + folder, e);
            }
        });
    }

    /** The hub of a terminal that this server is attached to already: whoever only looks on starts no shell. */
    Optional<TerminalHub> find(SandboxId sandbox, TerminalName terminal) {
        return Optional.ofNullable(hubs.get(new Key(sandbox, terminal)));
    }

    /** The terminals of a sandbox that this server is attached to, in the order of their numbers. */
    List<TerminalName> attached(SandboxId sandbox) {
        return hubs.keySet().stream()
                .filter(key -> key.sandbox.equals(sandbox))
                .map(Key::terminal)
                .sorted(Comparator.comparing(TerminalName::value))
                .toList();
    }

    /** Ends a terminal with all that runs in it; its viewers are told. */
    void end(SandboxId sandbox, TerminalName terminal) throws IOException {
        TerminalHub hub = hubs.remove(new Key(sandbox, terminal));
        if (hub != null) {
            hub.end();
        } else {
            sandboxes.end(sandbox, terminal);
        }
    }

    int open() {
        return hubs.size();
    }

    int viewers() {
        return hubs.values().stream().mapToInt(TerminalHub::viewers).sum();
    }

    /** Detaches from all; shells and output live on. */
    @Override
    public void close() {
        if (leases != null) {
            leases.close();
        }
        hubs.values().forEach(TerminalHub::close);
        hubs.clear();
    }

    private Shell shell(Key key) {
        return new Shell() {
            @Override
            public TerminalStream attach(TerminalSize size) throws IOException {
                return sandboxes.attach(key.sandbox, key.terminal, size);
            }

            @Override
            public boolean runs() throws IOException {
                return sandboxes.terminals(key.sandbox).contains(key.terminal);
            }

            @Override
            public void end() throws IOException {
                sandboxes.end(key.sandbox, key.terminal);
            }
        };
    }

    private void heard(LeaseEvent event) {
        switch (event) {
            case LeaseEvent.Warned(var lease, var endsAt, var canExtend) ->
                of(lease.id()).forEach(hub -> hub.tell(new ToViewer.LeaseEnds(endsAt, canExtend)));
            case LeaseEvent.Ended(var ending) ->
                Thread.startVirtualThread(
                        () -> over(ending.id(), ending.reason().name().toLowerCase(Locale.ROOT)));
        }
    }

    private Stream<TerminalHub> of(SandboxId sandbox) {
        return hubs.entrySet().stream()
                .filter(entry -> entry.getKey().sandbox.equals(sandbox))
                .map(Map.Entry::getValue);
    }

    /** Tells the viewers why a sandbox is over, and forgets its output. */
    private void over(SandboxId sandbox, String reason) {
        try {
            for (Key key : List.copyOf(hubs.keySet())) {
                TerminalHub hub = key.sandbox.equals(sandbox) ? hubs.remove(key) : null;
                if (hub != null) {
                    hub.delete(Closing.sandboxOver(reason));
                }
            }
            forget(sandbox);
        } catch (IOException e) {
            LOG.warnf(e, "could not remove the terminal output of sandbox %s; the next start tries again", sandbox);
        }
    }

    private void forget(SandboxId sandbox) throws IOException {
        for (Path file : entries(folder.resolve(sandbox.value()))) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder.resolve(sandbox.value()));
    }

    private Path file(SandboxId sandbox, TerminalName terminal) {
        return folder.resolve(sandbox.value()).resolve(terminal.value() + SUFFIX);
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }
}
