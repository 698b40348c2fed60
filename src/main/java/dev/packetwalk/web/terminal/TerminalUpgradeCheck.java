package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.web.SandboxDoor;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Lets only the learner whose sandbox it is open a terminal, and only as many as a sandbox may have. */
@Singleton
final class TerminalUpgradeCheck implements HttpUpgradeCheck {
    private final Terminals terminals;

    TerminalUpgradeCheck(Terminals terminals) {
        this.terminals = terminals;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(TerminalSocket.class.getName());
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        String terminal = context.pathParam("terminal");
        return SandboxDoor.decide(
                context,
                (learner, sandbox) ->
                        terminals.allows(new TerminalName(terminal)) && terminals.belongs(sandbox, learner));
    }
}
