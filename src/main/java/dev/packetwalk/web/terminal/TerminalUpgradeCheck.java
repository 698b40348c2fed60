package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.web.SameOrigin;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * Lets a browser open a terminal only from a page of this server (a WebSocket is not kept from other origins by the browser),
 * and only to the learner whose sandbox it is. Another's sandbox is answered like one that does not exist.
 */
@Singleton
final class TerminalUpgradeCheck implements HttpUpgradeCheck {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

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
        if (!SameOrigin.isOurs(context.httpRequest().getHeader("Origin"), context.httpRequest())) {
            return CheckResult.rejectUpgrade(FORBIDDEN);
        }
        String sandbox = context.pathParam("sandbox");
        String terminal = context.pathParam("terminal");
        return context.securityIdentity()
                .emitOn(Thread::startVirtualThread)
                .map(identity -> may(identity, sandbox, terminal)
                        ? CheckResult.permitUpgradeSync()
                        : CheckResult.rejectUpgradeSync(NOT_FOUND));
    }

    private boolean may(SecurityIdentity identity, String sandbox, String terminal) {
        try {
            return terminals.allows(new TerminalName(terminal))
                    && terminals.belongs(
                            new SandboxId(sandbox),
                            UUID.fromString(identity.getPrincipal().getName()));
        } catch (IllegalArgumentException _) {
            // An id of another form is not one of ours, and not worth more than the same answer.
            return false;
        }
    }
}
