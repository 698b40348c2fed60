package dev.packetwalk.web;

import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.follow.RulesSocket;
import dev.packetwalk.web.follow.WatchSocket;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Set;

/** Lets only the learner whose sandbox it is hear of it. */
@Singleton
final class LiveUpgradeCheck implements HttpUpgradeCheck {
    private static final Set<String> ENDPOINTS =
            Set.of(LiveSocket.class.getName(), RulesSocket.class.getName(), WatchSocket.class.getName());

    /** Asked for when needed: this check is made before the database has its tables. */
    private final Instance<Sandboxes> sandboxes;

    LiveUpgradeCheck(Instance<Sandboxes> sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return ENDPOINTS.contains(endpointId);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        return SandboxDoor.decide(
                context,
                (learner, sandbox) -> sandboxes.get().lease(learner, sandbox).isPresent());
    }
}
