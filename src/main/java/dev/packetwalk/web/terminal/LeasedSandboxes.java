package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.LeaseEvent;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The sandboxes that learners hold. */
@Singleton
@DefaultBean
final class LeasedSandboxes implements TerminalSandboxes {
    /** Asked for when needed: the sockets are set up before the database has its tables. */
    private final Instance<Sandboxes> sandboxes;

    LeasedSandboxes(Instance<Sandboxes> sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Override
    public Optional<UUID> learner(SandboxId id) {
        return sandboxes.get().lease(id).map(Lease::learner);
    }

    @Override
    public TerminalStream attach(SandboxId id, TerminalName name, TerminalSize size) throws IOException {
        return sandboxes.get().attach(id, name, size);
    }

    @Override
    public void end(SandboxId id, TerminalName name) throws IOException {
        sandboxes.get().end(id, name);
    }

    @Override
    public List<TerminalName> terminals(SandboxId id) throws IOException {
        return sandboxes.get().terminals(id);
    }

    @Override
    public Keeper.Subscription listen(Consumer<LeaseEvent> listener) {
        return sandboxes.get().listen(listener);
    }
}
