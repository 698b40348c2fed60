package dev.packetwalk.web;

import dev.packetwalk.grading.Evidence;
import dev.packetwalk.progress.Journal;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeOutcome;
import dev.packetwalk.sandbox.RulesetSnapshot;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends probes beside each other, keeps the latest answer to each, and writes it into the journal. One round at a time. */
final class ProbeRound implements AutoCloseable {
    /** Whoever answers, answers within this; silence takes as long as the probe says. */
    private static final long FIRST_ANSWERS_MILLIS = 15;

    private static final long CHANGED_MEANWHILE = -1;

    private final Keeper keeper;
    private final Journal journal;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** A new one each time that answers count no more: what an earlier round still waits for must not get in. */
    private volatile Map<Probe, Evidence.Answered> latest = new ConcurrentHashMap<>();

    private volatile Round round = new Round(0, 0);

    /** Some probes that were sent together, and how many of them are under way. */
    private static final class Round {
        private final long generation;
        private final AtomicInteger underWay;
        /** {@code true} when all are back; {@code false} when they are waited for no longer. */
        private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

        Round(long generation, int probes) {
            this.generation = generation;
            this.underWay = new AtomicInteger(probes);
            if (probes == 0) {
                ended.complete(true);
            }
        }

        void oneIsBack() {
            if (underWay.decrementAndGet() == 0) {
                ended.complete(true);
            }
        }
    }

    ProbeRound(Keeper keeper, Journal journal, InstantSource clock) {
        this.keeper = keeper;
        this.journal = journal;
        this.clock = clock;
    }

    /** What came back so far counts no more. */
    void forget() {
        latest = new ConcurrentHashMap<>();
    }

    /** What came back under these rules so far. */
    Map<Probe, Evidence.Answered> answers(RulesetSnapshot ruleset) {
        Map<Probe, Evidence.Answered> answers = new HashMap<>(latest);
        answers.values().removeIf(answered -> answered.generation() != ruleset.generation());
        return answers;
    }

    /** Whether something came back under other rules than these. */
    boolean sawOtherRules(RulesetSnapshot ruleset) {
        return latest.values().stream().anyMatch(answered -> answered.generation() != ruleset.generation());
    }

    /** Sends them all. One that fails stays without an answer. */
    void send(List<Probe> probes, RulesetSnapshot ruleset) {
        Round sent = new Round(ruleset.generation(), probes.size());
        Map<Probe, Evidence.Answered> answers = latest;
        round = sent;
        for (Probe probe : probes) {
            threads.execute(() -> {
                try {
                    send(probe, ruleset.generation(), answers);
                } catch (IOException | RuntimeException e) {
                    Log.warnf("a probe failed: %s: %s", probe, e.getMessage());
                } finally {
                    sent.oneIsBack();
                }
            });
        }
    }

    private void send(Probe probe, long generation, Map<Probe, Evidence.Answered> answers) throws IOException {
        ProbeOutcome outcome = keeper.send(probe);
        long under = outcome.generation() == generation ? generation : CHANGED_MEANWHILE;
        answers.put(probe, new Evidence.Answered(outcome.result(), under));
        journal.append(clock.instant(), new JournalEvent.Probed(probe, outcome.result(), under));
    }

    /** There are newer rules: what is under way under older ones tells nothing any more, and is not waited for. */
    void superseded(long newest) {
        Round now = round;
        if (newest > now.generation) {
            now.ended.complete(false);
        }
    }

    /** Waits for a moment, in which all come back that do not end in silence; whether those were all. */
    boolean awaitFirst() throws InterruptedException {
        try {
            round.ended.get(FIRST_ANSWERS_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for all, each of which has its own limit, or until they are superseded. */
    void awaitAll() throws InterruptedException {
        try {
            round.ended.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
