package dev.packetwalk.web.follow;

import dev.packetwalk.netfilter.text.RulesetText;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.KeeperEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one sandbox for the pages that show them: told at once when they change, and with new counters at a calm pace. One
 * thread of its own reads; changes that come in meanwhile are told together. Closing ends it.
 */
final class RulesFeed implements AutoCloseable {
    private final Keeper keeper;
    private final CounterPace pace;
    private final List<Consumer<RulesView>> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore changes = new Semaphore(1);
    private final Keeper.Subscription subscription;
    private final Thread worker;
    private volatile @Nullable RulesView latest;
    private volatile boolean closed;

    RulesFeed(Keeper keeper, CounterPace pace) {
        this.keeper = keeper;
        this.pace = pace;
        this.subscription = keeper.listen(this::heard);
        this.worker = Thread.ofVirtual().name("rules-feed").start(this::tellChanges);
    }

    /** Tells the rules as they are, and from now on each time that they are not the same. Listeners must not block. */
    void add(Consumer<RulesView> listener) {
        listeners.add(listener);
        RulesView known = latest;
        if (known != null) {
            listener.accept(known);
        }
    }

    /** Tells that listener no more; true when nobody is left. */
    boolean remove(Consumer<RulesView> listener) {
        listeners.remove(listener);
        return listeners.isEmpty();
    }

    private void heard(KeeperEvent event) {
        switch (event) {
            case KeeperEvent.RulesetChanged _, KeeperEvent.Gap _ -> changes.release();
            case KeeperEvent.FlowChanged _ -> {}
            case KeeperEvent.Lost _ -> closed = true;
        }
    }

    private void tellChanges() {
        @Nullable RulesetSnapshot before = null;
        try {
            pace.awaitCalm();
        } catch (InterruptedException e) {
            return;
        }
        while (!closed) {
            try {
                RulesView known = latest;
                if (changes.tryAcquire(pace.millis(known == null ? 0 : known.size()), TimeUnit.MILLISECONDS)) {
                    changes.drainPermits();
                } else if (pace.putsOff()) {
                    continue;
                }
                RulesetSnapshot now = before == null ? keeper.rulesInForce() : keeper.ruleset();
                if (!now.equals(before)) {
                    before = now;
                    tell(view(now));
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                // The connection reports a gap once it is back, which reads again.
                Log.debugf("rules not shown, the keeper did not answer: %s", e.getMessage());
            }
        }
    }

    private static RulesView view(RulesetSnapshot rules) {
        return RulesView.of(
                RulesetText.read(rules.iptablesSave(), rules.nftRuleset()).value(), rules.generation());
    }

    private void tell(RulesView now) {
        latest = now;
        for (Consumer<RulesView> listener : listeners) {
            try {
                listener.accept(now);
            } catch (RuntimeException e) {
                // One page that has gone away must not keep the others from hearing.
                Log.debugf(e, "a page could not be told");
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        subscription.close();
        worker.interrupt();
    }
}
