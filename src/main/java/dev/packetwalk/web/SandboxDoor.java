package dev.packetwalk.web;

import dev.packetwalk.sandbox.SandboxId;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck.CheckResult;
import io.quarkus.websockets.next.HttpUpgradeCheck.HttpUpgradeContext;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * Lets a browser open a socket of a sandbox, named by the path's {@code sandbox}, only from a page of this server (a WebSocket is
 * not kept from other origins by the browser) and only as somebody who may. Another's sandbox is answered like one that does not exist.
 */
public final class SandboxDoor {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private SandboxDoor() {}

    /** Says who may come in. */
    public interface Rule {
        /**
         * Whether this learner may. Called on a virtual thread; may block.
         *
         * @throws IllegalArgumentException if what the path names beside the sandbox has another form than ours; answered like no
         */
        boolean admits(UUID learner, SandboxId sandbox);
    }

    /** The answer to a browser that asks for a socket. */
    public static Uni<CheckResult> decide(HttpUpgradeContext context, Rule rule) {
        if (!SameOrigin.isOurs(context.httpRequest().getHeader("Origin"), context.httpRequest())) {
            return CheckResult.rejectUpgrade(FORBIDDEN);
        }
        String sandbox = context.pathParam("sandbox");
        return context.securityIdentity()
                .emitOn(Thread::startVirtualThread)
                .map(identity -> admits(rule, identity, sandbox)
                        ? CheckResult.permitUpgradeSync()
                        : CheckResult.rejectUpgradeSync(NOT_FOUND));
    }

    private static boolean admits(Rule rule, SecurityIdentity identity, String sandbox) {
        if (identity.isAnonymous()) {
            return false;
        }
        try {
            return rule.admits(UUID.fromString(identity.getPrincipal().getName()), new SandboxId(sandbox));
        } catch (IllegalArgumentException _) {
            // An id of another form is not one of ours, and not worth more than the same answer.
            return false;
        }
    }
}
