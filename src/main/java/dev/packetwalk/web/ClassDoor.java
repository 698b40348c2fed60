package dev.packetwalk.web;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck.CheckResult;
import io.quarkus.websockets.next.HttpUpgradeCheck.HttpUpgradeContext;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * Lets a browser open a socket of a class, named by the path's {@code class}, only from a page of this server and only as an
 * instructor who may. Another's class is answered like one that does not exist.
 */
public final class ClassDoor {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private ClassDoor() {}

    /** Says who may come in. */
    public interface Rule {
        /**
         * Whether this instructor may. Called on a virtual thread; may block.
         *
         * @throws IllegalArgumentException if what the path names beside the class has another form than ours; answered like no
         */
        boolean admits(UUID instructor, UUID taught);
    }

    /** The answer to a browser that asks for a socket. */
    public static Uni<CheckResult> decide(HttpUpgradeContext context, Rule rule) {
        if (!SameOrigin.isOurs(context.httpRequest().getHeader("Origin"), context.httpRequest())) {
            return CheckResult.rejectUpgrade(FORBIDDEN);
        }
        String taught = context.pathParam("class");
        return context.securityIdentity()
                .emitOn(Thread::startVirtualThread)
                .map(identity -> decide(rule, identity, taught));
    }

    private static CheckResult decide(Rule rule, SecurityIdentity identity, String taught) {
        if (identity.isAnonymous()) {
            return CheckResult.rejectUpgradeSync(UNAUTHORIZED);
        }
        if (!identity.hasRole(Roles.INSTRUCTOR)) {
            return CheckResult.rejectUpgradeSync(FORBIDDEN);
        }
        try {
            UUID instructor = UUID.fromString(identity.getPrincipal().getName());
            return rule.admits(instructor, UUID.fromString(taught))
                    ? CheckResult.permitUpgradeSync()
                    : CheckResult.rejectUpgradeSync(NOT_FOUND);
        } catch (IllegalArgumentException _) {
            // An id of another form is not one of ours, and not worth more than the same answer.
            return CheckResult.rejectUpgradeSync(NOT_FOUND);
        }
    }
}
