package dev.packetwalk.web;

import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.follow.RulesSocket;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * Lets only a page of this server, opened by the learner whose sandbox it is, hear of that sandbox. Another's sandbox is answered
 * like one that does not exist.
 */
@Singleton
final class LiveUpgradeCheck implements HttpUpgradeCheck {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /** Asked for when needed: this check is made before the database has its tables. */
    private final Instance<Sandboxes> sandboxes;

    LiveUpgradeCheck(Instance<Sandboxes> sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(LiveSocket.class.getName()) || endpointId.equals(RulesSocket.class.getName());
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        if (!SameOrigin.isOurs(context.httpRequest().getHeader("Origin"), context.httpRequest())) {
            return CheckResult.rejectUpgrade(FORBIDDEN);
        }
        String sandbox = context.pathParam("sandbox");
        return context.securityIdentity()
                .emitOn(Thread::startVirtualThread)
                .map(identity -> holds(identity, sandbox)
                        ? CheckResult.permitUpgradeSync()
                        : CheckResult.rejectUpgradeSync(NOT_FOUND));
    }

    private boolean holds(SecurityIdentity identity, String sandbox) {
        if (identity.isAnonymous()) {
            return false;
        }
        UUID learner = UUID.fromString(identity.getPrincipal().getName());
        try {
            return sandboxes
                    .get()
                    .lease(new SandboxId(sandbox))
                    .filter(lease -> lease.learner().equals(learner))
                    .isPresent();
        } catch (IllegalArgumentException _) {
            // An id of another form is not one of ours, and not worth more than the same answer.
            return false;
        }
    }
}
