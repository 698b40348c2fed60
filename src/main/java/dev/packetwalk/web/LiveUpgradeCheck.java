package dev.packetwalk.web;

import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.follow.RulesSocket;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Lets only the learner whose sandbox it is hear of it. */
@Singleton
final class LiveUpgradeCheck implements HttpUpgradeCheck {
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
        return SandboxDoor.decide(
                context,
                (learner, sandbox) -> sandboxes.get().lease(learner, sandbox).isPresent());
    }
}
