package dev.packetwalk.web.follow;

import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.LeaseEvent;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The feeds of the sandboxes whose rules somebody looks at just now: one each, however many pages are open. */
@ApplicationScoped
public class RulesFeeds {
    private final Sandboxes sandboxes;
    private final Keeper.Subscription leases;
    /** Changed by one at a time; how many there are is asked by each of them meanwhile. */
    private final Map<SandboxId, RulesFeed> feeds = new ConcurrentHashMap<>();

    RulesFeeds(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
        this.leases = sandboxes.listen(this::heard);
    }

    /**
     * Tells the rules of a sandbox from now on, those in force first. The listener must not block.
     *
     * @return closes to stop listening
     */
    public synchronized Keeper.Subscription follow(SandboxId sandbox, Consumer<RulesView> listener) {
        RulesFeed feed = feeds.computeIfAbsent(sandbox, this::begin);
        feed.add(listener);
        return () -> leave(sandbox, feed, listener);
    }

    private RulesFeed begin(SandboxId sandbox) {
        return new RulesFeed(sandboxes.keeper(sandbox), new CounterPace(feeds::size, sandboxes.beginnings()));
    }

    private synchronized void leave(SandboxId sandbox, RulesFeed feed, Consumer<RulesView> listener) {
        if (feed.remove(listener)) {
            feeds.remove(sandbox, feed);
            feed.close();
        }
    }

    private void heard(LeaseEvent event) {
        if (event instanceof LeaseEvent.Ended ended) {
            end(ended.ending().id());
        }
    }

    private synchronized void end(SandboxId sandbox) {
        RulesFeed feed = feeds.remove(sandbox);
        if (feed != null) {
            feed.close();
        }
    }

    @PreDestroy
    synchronized void close() {
        leases.close();
        feeds.values().forEach(RulesFeed::close);
        feeds.clear();
    }
}
