package dev.packetwalk.web.follow;

import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.LeaseEvent;
import dev.packetwalk.sandbox.PacketFilter;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Who watches packets in which sandbox just now: one page each; a later one takes over. */
@ApplicationScoped
public class Watches {
    private final Sandboxes sandboxes;
    private final Album album;
    private final Keeper.Subscription leases;
    private final Map<SandboxId, Watching> watching = new HashMap<>();

    Watches(Sandboxes sandboxes, Album album) {
        this.sandboxes = sandboxes;
        this.album = album;
        this.leases = sandboxes.listen(this::heard);
    }

    /**
     * Watches from now on. The listener must not block.
     *
     * @return closes to stop
     */
    synchronized Keeper.Subscription begin(
            Lease lease, WorldView world, PacketFilter filter, Consumer<WatchNews> listener) {
        Watching now = new Watching(sandboxes.keeper(lease.id()), lease, world, filter, album, listener).start();
        Watching before = watching.put(lease.id(), now);
        if (before != null) {
            before.replace();
        }
        sandboxes.touch(lease.id());
        return () -> leave(lease.id(), now);
    }

    private synchronized void leave(SandboxId sandbox, Watching who) {
        watching.remove(sandbox, who);
        who.close();
    }

    private void heard(LeaseEvent event) {
        if (event instanceof LeaseEvent.Ended ended) {
            end(ended.ending().id());
        }
    }

    private synchronized void end(SandboxId sandbox) {
        Watching who = watching.remove(sandbox);
        if (who != null) {
            who.close();
        }
    }

    @PreDestroy
    synchronized void close() {
        leases.close();
        watching.values().forEach(Watching::close);
        watching.clear();
    }
}
