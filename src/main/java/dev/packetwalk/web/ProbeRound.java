package dev.packetwalk.web;

import dev.packetwalk.grading.Evidence;
import dev.packetwalk.progress.Journal;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Sends probes beside each other, keeps the latest answer to each, and writes it into the journal. One round at a time. */
final class ProbeRound implements AutoCloseable {
    /** Whoever answers, answers within this; silence takes as long as the probe says. */
    private static final long FIRST_ANSWERS_MILLIS = 15;

    private static final long CHANGED_MEANWHILE = -1;

    private final Keeper keeper;
    private final Journal journal;
    private final InstantSource clock;
    private final Map<Probe, Evidence.Answered> latest = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private CountDownLatch underWay = new CountDownLatch(0);

    ProbeRound(Keeper keeper, Journal journal, InstantSource clock) {
        this.keeper = keeper;
        this.journal = journal;
        this.clock = clock;
    }

    /** What came back so far counts no more. */
    void forget() {
        latest.clear();
    }

    /** What came back under these rules so far. */
    Map<Probe, Evidence.Answered> answers(RulesetSnapshot ruleset) {
        Map<Probe, Evidence.Answered> answers = new HashMap<>(latest);
        answers.values().removeIf(answered -> answered.generation() != ruleset.generation());
        return answers;
    }

    /** Sends them all. One that fails stays without an answer. */
    void send(List<Probe> probes, RulesetSnapshot ruleset) {
        CountDownLatch round = new CountDownLatch(probes.size());
        underWay = round;
        for (Probe probe : probes) {
            threads.execute(() -> {
                try {
                    send(probe, ruleset.generation());
                } catch (IOException | RuntimeException e) {
                    Log.warnf("a probe failed: %s: %s", probe, e.getMessage());
                } finally {
                    round.countDown();
                }
            });
        }
    }

    private void send(Probe probe, long generation) throws IOException {
        ProbeResult result = keeper.probe(probe);
        long after = keeper.generation() == generation ? generation : CHANGED_MEANWHILE;
        latest.put(probe, new Evidence.Answered(result, after));
        journal.append(clock.instant(), new JournalEvent.Probed(probe, result, after));
    }

    /** Waits for a moment, in which all come back that do not end in silence; whether those were all. */
    boolean awaitFirst() throws InterruptedException {
        return underWay.await(FIRST_ANSWERS_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Waits for all; every probe has its own limit. */
    void awaitAll() throws InterruptedException {
        underWay.await();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
