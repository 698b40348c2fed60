package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.LeaseEvent;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What terminals need of the sandboxes; see {@link dev.packetwalk.sandbox.Sandboxes} for each method's contract. */
interface TerminalSandboxes {
    /** Whose sandbox it is; empty when it is nobody's, or gone. */
    Optional<UUID> learner(SandboxId id);

    TerminalStream attach(SandboxId id, TerminalName name, TerminalSize size) throws IOException;

    void end(SandboxId id, TerminalName name) throws IOException;

    List<TerminalName> terminals(SandboxId id) throws IOException;

    Keeper.Subscription listen(Consumer<LeaseEvent> listener);
}
