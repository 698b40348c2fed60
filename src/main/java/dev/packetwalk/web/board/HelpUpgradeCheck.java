package dev.packetwalk.web.board;

import dev.packetwalk.web.SameOrigin;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Lets only pages of this server ask for help: a WebSocket is not kept from other origins by the browser. */
@Singleton
final class HelpUpgradeCheck implements HttpUpgradeCheck {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(HelpSocket.class.getName());
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        if (!SameOrigin.isOurs(context.httpRequest().getHeader("Origin"), context.httpRequest())) {
            return CheckResult.rejectUpgrade(FORBIDDEN);
        }
        return context.securityIdentity()
                .map(identity -> identity.isAnonymous()
                        ? CheckResult.rejectUpgradeSync(UNAUTHORIZED)
                        : CheckResult.permitUpgradeSync());
    }
}
