package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.Ending;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.LeaseEvent;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sandboxes whose terminals are real shells on this machine, held by dtach as in a box. Needs the programs dtach, script and
 * stty; for tests of what is between the shell and the browser.
 */
final class LocalTerminals implements TerminalSandboxes, AutoCloseable {
    private final Path folder;
    private final List<SandboxId> leased = new CopyOnWriteArrayList<>();
    private final Map<SandboxId, UUID> learners = new ConcurrentHashMap<>();
    private final List<Consumer<LeaseEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<LocalPty> attached = new CopyOnWriteArrayList<>();

    LocalTerminals(Path folder) {
        this.folder = folder;
    }

    /** A sandbox of this learner. */
    SandboxId lease(UUID learner) {
        SandboxId id = SandboxId.random();
        learners.put(id, learner);
        leased.add(id);
        return id;
    }

    /** The sandbox is over. */
    void end(SandboxId id, Ending.Reason reason) {
        UUID learner = learners.remove(id);
        if (learner != null) {
            Ending ending = new Ending(1, id, learner, "test", reason, "", Instant.now());
            listeners.forEach(listener -> listener.accept(new LeaseEvent.Ended(ending)));
        }
    }

    /** Breaks every connection to a shell, as a restart of the engine does; the shells live on. */
    void breakStreams() {
        attached.forEach(LocalPty::close);
        attached.clear();
    }

    @Override
    public Optional<UUID> learner(SandboxId id) {
        return Optional.ofNullable(learners.get(id));
    }

    @Override
    public TerminalStream attach(SandboxId id, TerminalName name, TerminalSize size) throws IOException {
        String start =
                "stty sane columns %d rows %d; echo $$ > %s; env -i PATH=\"$PATH\" HOME=/tmp LANG=C.UTF-8 TERM=xterm-256color PS1='$ ' /bin/bash --norc --noprofile; sleep 0.1; kill $PPID"
                        .formatted(size.columns(), size.rows(), pid(id, name));
        Path script = Files.writeString(folder.resolve(id + "-" + name + ".sh"), start);
        LocalPty pty =
                LocalPty.run(folder, "exec dtach -A " + socket(id, name) + " -E -z -r winch /bin/sh " + script, size);
        attached.add(pty);
        return pty;
    }

    @Override
    public void end(SandboxId id, TerminalName name) throws IOException {
        if (Files.exists(pid(id, name))) {
            String session = Files.readString(pid(id, name)).strip();
            run("pkill", "-HUP", "-s", session);
            run("pkill", "-KILL", "-s", session);
            Files.deleteIfExists(pid(id, name));
            // The holder goes with the last of them; if not, its socket's path tells it from everybody else's.
            run("pkill", "-KILL", "-f", socket(id, name) + " ");
        }
    }

    @Override
    public List<TerminalName> terminals(SandboxId id) throws IOException {
        List<TerminalName> running = new ArrayList<>();
        for (int number = 1; number < 10; number++) {
            TerminalName name = new TerminalName("t" + number);
            if (Files.exists(pid(id, name)) && Files.exists(socket(id, name))) {
                running.add(name);
            }
        }
        return running;
    }

    @Override
    public Keeper.Subscription listen(Consumer<LeaseEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends every shell. */
    @Override
    public void close() throws IOException {
        breakStreams();
        for (SandboxId id : leased) {
            for (int number = 1; number < 10; number++) {
                end(id, new TerminalName("t" + number));
            }
        }
    }

    private Path socket(SandboxId id, TerminalName name) {
        return folder.resolve(id + "-" + name);
    }

    private Path pid(SandboxId id, TerminalName name) {
        return folder.resolve(id + "-" + name + ".pid");
    }

    static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getInputStream().readAllBytes();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + command[0], e);
        }
    }
}
