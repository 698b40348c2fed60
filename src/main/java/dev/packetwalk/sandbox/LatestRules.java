package dev.packetwalk.sandbox;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What was read last of the rules of one sandbox, or is being read, as long as no change of them has been heard of since. */
final class LatestRules {
    /** The text of very many rules is megabytes, and not kept for everybody who might ask. */
    private static final int LARGEST = 64 << 10;

    /** How the keeper begins what it tells of tables of iptables-legacy, of whose changes the kernel tells nobody. */
    private static final String LEGACY = "# iptables-legacy ";

    private final long patienceMillis;
    private final AtomicReference<@Nullable CompletableFuture<RulesetSnapshot>> latest = new AtomicReference<>();

    LatestRules(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /** Reads the rules. */
    interface Reading {
        RulesetSnapshot read() throws IOException;
    }

    /** Reads them now, and remembers them unless they change meanwhile. */
    RulesetSnapshot read(Reading reading) throws IOException {
        CompletableFuture<RulesetSnapshot> own = new CompletableFuture<>();
        latest.set(own);
        try {
            RulesetSnapshot rules = reading.read();
            own.complete(rules);
            if (rules.iptablesSave().length() + rules.nftRuleset().length() > LARGEST
                    || rules.iptablesSave().contains(LEGACY)) {
                latest.compareAndSet(own, null);
            }
            return rules;
        } catch (IOException | RuntimeException e) {
            latest.compareAndSet(own, null);
            own.completeExceptionally(e);
            throw e;
        }
    }

    /** What is remembered, or comes of a reading that is under way; reads if that is nothing. */
    RulesetSnapshot known(Reading reading) throws IOException {
        CompletableFuture<RulesetSnapshot> another = latest.get();
        if (another == null) {
            return read(reading);
        }
        try {
            return another.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return read(reading);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the rules were read", e);
        }
    }

    /** The rules have changed, or may have: what was read before that, or is being read, is not what is in force. */
    void forget() {
        latest.set(null);
    }
}
