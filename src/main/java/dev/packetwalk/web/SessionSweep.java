package dev.packetwalk.web;

import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.OneTimeLinks;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.access.ApiTokens;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;

/** Deletes the sessions, links and tokens that are over, and what the audit log need not keep any longer. */
@Singleton
public class SessionSweep {
    private final Sessions sessions;
    private final OneTimeLinks links;
    private final AuditLog audit;
    private final ApiTokens tokens;

    SessionSweep(Sessions sessions, OneTimeLinks links, AuditLog audit, ApiTokens tokens) {
        this.sessions = sessions;
        this.links = links;
        this.audit = audit;
        this.tokens = tokens;
    }

    @Scheduled(every = "6h", delayed = "10m")
    @RunOnVirtualThread
    void sweep() {
        int swept = sessions.sweep();
        if (swept > 0) {
            Log.infof("%d sessions were over", swept);
        }
        links.sweep();
        audit.sweep();
        tokens.sweep();
    }
}
